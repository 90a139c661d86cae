package coop.ccci.bridge.dashboard;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something that many pages are made of and that is not read for each of them. Nobody waits for it while it is asked for often:
 * whoever finds it older than it should be has it read anew by another thread, and takes it as it is. After twice that time it
 * is too old to be shown, and one reads it himself; whoever else wants it then waits for him, but not for long: what is old is
 * better than a page that does not come.
 */
final class RecentValue<T> {
    /** So long somebody waits for another's reading. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private final long age;
    private final long maxWait;
    private final Executor threads;
    private final LongSupplier nanos;
    private final Supplier<T> read;
    private final AtomicReference<Value<T>> last = new AtomicReference<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean isAskedFor = new AtomicBoolean();

    /** What was read, and when; each reading is another. */
    private static final class Value<T> {
        private final T value;
        private final long at;

        private Value(T value, long at) {
            this.value = value;
            this.at = at;
        }
    }

    /**
     * Keeps what is read.
     *
     * @param age how old it should be at most; zero reads it each time
     * @param threads where it is read anew
     */
    RecentValue(Duration age, Executor threads, Supplier<T> read) {
        this(age, MAX_WAIT, threads, System::nanoTime, read);
    }

    RecentValue(Duration age, Duration maxWait, Executor threads, LongSupplier nanos, Supplier<T> read) {
        this.age = age.toNanos();
        this.maxWait = maxWait.toNanos();
        this.threads = threads;
        this.nanos = nanos;
        this.read = read;
    }

    T get() {
        var known = last.get();
        if (known == null) {
            reading.lock();
            return readUnlessDone(null);
        }
        var passed = nanos.getAsLong() - known.at;
        if (passed < age) {
            return known.value;
        }
        if (passed < 2 * age) {
            readByOthers();
            return known.value;
        }
        return isMyTurn() ? readUnlessDone(known) : known.value;
    }

    private boolean isMyTurn() {
        try {
            return reading.tryLock(maxWait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Reads under the lock, which it gives back, unless somebody has done so since the caller looked. */
    private T readUnlessDone(Value<T> known) {
        try {
            if (last.get() == known) {
                // As old as its reading is long: what happened meanwhile may not be in it.
                var at = nanos.getAsLong();
                last.set(new Value<>(read.get(), at));
            }
            return last.get().value;
        } finally {
            reading.unlock();
        }
    }

    private void readByOthers() {
        if (isAskedFor.compareAndSet(false, true)) {
            try {
                threads.execute(this::readIfNobodyDoes);
            } catch (RejectedExecutionException e) {
                // Where too much waits for the threads already, whoever asks does it.
                readIfNobodyDoes();
            }
        }
    }

    private void readIfNobodyDoes() {
        isAskedFor.set(false);
        if (reading.tryLock()) {
            readUnlessDone(last.get());
        }
    }
}
