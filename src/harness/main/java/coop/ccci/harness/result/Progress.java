package coop.ccci.harness.result;

import java.time.Duration;

/** Shows a run to the person who started it. Everything it is given is masked. */
public interface Progress extends AutoCloseable {
    /** A stage began. */
    void started(String stage);

    /** Something worth telling happened in the stage. */
    void note(String message);

    /** The stage ended. */
    void finished(String stage, String status, Duration duration, String message);

    /** The run as a whole; lines come as they should stand. */
    void print(String line);

    /** Stops showing. */
    @Override
    void close();
}
