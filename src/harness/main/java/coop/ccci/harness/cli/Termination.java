package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Turns TERM, INT and HUP into the end of a run's deadline, and keeps the process alive until the run has torn down
 * and written its results. Java answers the first of these signals with its shutdown, and waits for its hooks; a
 * second one changes nothing.
 */
final class Termination {
    private Termination() {}

    /** Does the work, and ends its deadline when the process is asked to end meanwhile. */
    static ExitCode survive(Deadline deadline, Supplier<ExitCode> work) {
        var done = new CompletableFuture<ExitCode>();
        var hook = new Thread(
                () -> {
                    deadline.end(ExitCode.TERMINATED);
                    Runtime.getRuntime().halt(done.join().code());
                },
                "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var exit = work.get();
            done.complete(exit);
            return exit;
        } finally {
            done.complete(ExitCode.ENVIRONMENT);
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook sees that the work is done
        }
    }
}
