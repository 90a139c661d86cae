package coop.ccci.bridge.dashboard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Something that many pages are made of and that is not read for each of them. Nobody waits for it while it is asked for often:
 * whoever finds it older than it should be has it read anew by another thread, and takes it as it is. After twice that time it
 * is too old to be shown, and waited for.
 */
final class RecentValue<T> {
    private static final Boolean KEY = Boolean.TRUE;

    private final LoadingCache<Boolean, T> value;

    /**
     * Keeps what is read.
     *
     * @param age how old it should be at most; zero reads it each time
     * @param threads where it is read anew
     */
    RecentValue(Duration age, Executor threads, Supplier<T> read) {
        this(age, threads, Ticker.systemTicker(), read);
    }

    RecentValue(Duration age, Executor threads, Ticker ticker, Supplier<T> read) {
        var builder = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(task -> execute(threads, task))
                .expireAfterWrite(age.multipliedBy(2));
        value = (age.isZero() ? builder : builder.refreshAfterWrite(age)).build(any -> read.get());
    }

    /** Where too much waits for the threads already, whoever asks does it. */
    private static void execute(Executor threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    T get() {
        return value.get(KEY);
    }
}
