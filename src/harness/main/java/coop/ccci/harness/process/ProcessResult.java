package coop.ccci.harness.process;

import java.time.Duration;

/**
 * A program that has ended.
 *
 * @param exit its exit code; 128 and the signal's number when a signal ended it
 * @param killed whether it was killed because its time was over
 * @param output what it wrote to standard output, not masked, at most {@value #MAX_CHARACTERS} characters
 * @param errors what it wrote to standard error, not masked, at most {@value #MAX_CHARACTERS} characters
 * @param duration from its start to its end
 */
public record ProcessResult(int exit, boolean killed, String output, String errors, Duration duration) {
    /** What a program writes beyond this is read and dropped. */
    public static final int MAX_CHARACTERS = 1024 * 1024;

    /** Returns whether it ended by itself and says that all went well. */
    public boolean well() {
        return exit == 0 && !killed;
    }
}
