package coop.ccci.harness.process;

import coop.ccci.contract.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A time limit that can be cancelled: it is over when the time has passed or somebody asks for the end, whichever comes first. Whatever
 * waits, waits through it, so that nothing outlives it and no thread has to be interrupted.
 */
public final class Deadline {
    private final CompletableFuture<ExitCode> over = new CompletableFuture<>();

    private Deadline() {}

    /** Returns a deadline that begins now and ends by itself, with {@link ExitCode#DEADLINE}, after the given time. */
    public static Deadline lasting(Duration atMost) {
        var deadline = new Deadline();
        deadline.over.completeOnTimeout(ExitCode.DEADLINE, atMost.toMillis(), TimeUnit.MILLISECONDS);
        return deadline;
    }

    /** Returns a deadline within this one: it ends with this one, for the same reason, or by itself after the given time. */
    public Deadline within(Duration atMost) {
        var shorter = lasting(atMost);
        var unused = over.thenAccept(shorter::end);
        return shorter;
    }

    /** Ends it; only the first reason counts. */
    public void end(ExitCode why) {
        over.complete(why);
    }

    /** Returns why it is over; empty while it lasts. */
    public Optional<ExitCode> over() {
        return Optional.ofNullable(over.getNow(null));
    }

    /**
     * Passes while the deadline lasts.
     *
     * @throws CancelledException when it is over
     */
    public void check() {
        over().ifPresent(why -> {
            throw new CancelledException(why);
        });
    }

    /**
     * Waits for some time.
     *
     * @throws CancelledException when the deadline is over before
     */
    public void pause(Duration time) {
        try {
            throw new CancelledException(over.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            // still alive, as hoped
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for some work that goes on elsewhere.
     *
     * @return what the work came to
     * @throws TimeoutException when it is not done in time
     * @throws CancelledException when the deadline is over before
     * @throws ExecutionException when the work failed
     */
    public <T> T await(CompletableFuture<T> work, Duration atMost) throws TimeoutException, ExecutionException {
        try {
            CompletableFuture.anyOf(work, over).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (!work.isDone()) {
                check();
            }
            return work.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the thread of the run was interrupted, which nothing does on purpose", e);
    }
}
