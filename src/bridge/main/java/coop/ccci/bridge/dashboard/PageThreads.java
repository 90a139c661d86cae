package coop.ccci.bridge.dashboard;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads in which pages are made. They are few and who waits for them are counted, so that however many people read,
 * the webhook finds threads, processors and connections; who would wait too long is told so at once.
 */
public final class PageThreads {
    /** How many pages are made at once. */
    private static final int THREADS = 4;

    /** How many requests for pages wait at most; one more is answered 503. */
    private static final int MAX_WAITING = 60;

    /** How many requests are here at most: the server needs more threads than that, because each of them waits for its page. */
    public static final int MAX_REQUESTS = THREADS + MAX_WAITING;

    private PageThreads() {}

    /** Makes the threads, which end when there is nothing to do for a while. */
    static ExecutorService make() {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    var thread = new Thread(task, "pages-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
