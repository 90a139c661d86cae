package coop.ccci.harness.result;

import java.time.Duration;

/** Shows a run to the person who started it. Everything it is given is masked. */
public interface Progress extends AutoCloseable {
    /** Returns one that shows nothing. */
    static Progress none() {
        return new Progress() {
            @Override
            public void started(String stage) {}

            @Override
            public void note(String message) {}

            @Override
            public void finished(String stage, String status, Duration duration, String message) {}

            @Override
            public void print(String line) {}

            @Override
            public void close() {}
        };
    }

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
