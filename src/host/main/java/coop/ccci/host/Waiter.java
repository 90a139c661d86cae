package coop.ccci.host;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Polls for what comes about elsewhere, on one clock. A test gives it a clock that the pauses move, and waits for
 * nothing.
 */
public final class Waiter {
    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;
    private final Duration every;

    /**
     * Makes a waiter with a clock of its own.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     * @param pause lets this much time pass; what it throws ends the wait
     * @param every the time between two looks
     */
    public Waiter(LongSupplier nanoTime, Consumer<Duration> pause, Duration every) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.every = every;
    }

    /** Returns one on the machine's clock whose pauses are the caller's, so that they can be cut short. */
    public static Waiter pausing(Consumer<Duration> pause, Duration every) {
        return new Waiter(System::nanoTime, pause, every);
    }

    /** Returns one on the machine's clock that sleeps; an interrupt ends it with a {@link CancellationException}. */
    public static Waiter sleeping(Duration every) {
        return pausing(Waiter::sleep, every);
    }

    /**
     * Waits until a condition is true. It is asked at least once, and a last time when the time is over.
     *
     * @return whether it was true in time
     */
    public boolean until(Duration atMost, BooleanSupplier condition) {
        return poll(atMost, condition::getAsBoolean, found -> found);
    }

    /**
     * Looks until what is seen is good enough. It looks at least once, and a last time when the time is over.
     *
     * @return what was seen last, good enough or not
     */
    public <T> T poll(Duration atMost, Supplier<T> look, Predicate<? super T> enough) {
        var began = nanoTime.getAsLong();
        while (true) {
            var left = atMost.minusNanos(nanoTime.getAsLong() - began);
            var seen = look.get();
            if (enough.test(seen) || left.isNegative() || left.isZero()) {
                return seen;
            }
            pause.accept(left.compareTo(every) < 0 ? left : every);
        }
    }

    /** Begins a time limit on this clock, and returns what tells how much is left of it: zero when it is over. */
    public Supplier<Duration> limit(Duration atMost) {
        var began = nanoTime.getAsLong();
        return () -> {
            var left = atMost.minusNanos(nanoTime.getAsLong() - began);
            return left.isNegative() ? Duration.ZERO : left;
        };
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while waiting");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
