package coop.ccci.harness.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work that goes on beside what the run does meanwhile. It must end by itself when the run's deadline is over, as
 * everything does that waits through its {@link Deadline}.
 */
public final class BackgroundTask<T> {
    private static final Duration ALWAYS = Duration.ofDays(1);

    private final CompletableFuture<T> work;

    private BackgroundTask(CompletableFuture<T> work) {
        this.work = work;
    }

    /** Begins some work in a thread of that name. */
    public static <T> BackgroundTask<T> begin(String name, Supplier<T> work) {
        return new BackgroundTask<>(CompletableFuture.supplyAsync(work, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * Waits for it.
     *
     * @return what it came to
     * @throws RuntimeException what it threw
     */
    public T await() {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Waits for it while a deadline lasts. What is over only because nobody waits any more is the caller's to end.
     *
     * @throws CancelledException when the deadline is over first
     * @throws RuntimeException what it threw
     */
    public T await(Deadline deadline) {
        try {
            deadline.await(work, ALWAYS);
        } catch (TimeoutException | ExecutionException e) {
            // it has ended, and is asked below
        }
        return await();
    }

    /** Returns whether it has ended, well or not. */
    public boolean isOver() {
        return work.isDone();
    }

    /** Waits for it, too, but answers nothing when it failed: for where something else is being ended already. */
    public Optional<T> end() {
        try {
            return Optional.of(work.join());
        } catch (CompletionException | CancellationException e) {
            return Optional.empty();
        }
    }
}
