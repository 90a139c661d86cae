package coop.ccci.harness.doctor;

import coop.ccci.harness.result.Progress;
import java.time.Duration;

/** Shows nothing: the doctor tells of a teardown in one line. */
final class NullProgress implements Progress {
    @Override
    public void started(String stage) {
        // told at the end
    }

    @Override
    public void note(String message) {
        // told at the end
    }

    @Override
    public void finished(String stage, String status, Duration duration, String message) {
        // told at the end
    }

    @Override
    public void print(String line) {
        // told at the end
    }

    @Override
    public void close() {
        // nothing is open
    }
}
