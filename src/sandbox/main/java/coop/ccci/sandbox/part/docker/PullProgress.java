package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Watches the pull of an image. It is given up when no registry has answered within some seconds, and later when nothing
 * has come for a while: a network that drops packets must not keep a newcomer waiting, and a slow one may take its time.
 */
final class PullProgress extends ResultCallback.Adapter<PullResponseItem> {
    static final Duration MAX_CONNECT = Duration.ofSeconds(8);
    static final Duration MAX_SILENCE = Duration.ofSeconds(45);

    private static final long MEGABYTE = 1_000_000;
    private static final long STEP = 20;

    private final String image;
    private final ProgressReporter reporter;
    private final LongSupplier nanoTime;
    private final Map<String, Long> bytes = new HashMap<>();
    private long lastSign;
    private boolean answered;
    private volatile boolean ended;
    private long reported;

    PullProgress(String image, ProgressReporter reporter, LongSupplier nanoTime) {
        this.image = image;
        this.reporter = reporter;
        this.nanoTime = nanoTime;
        this.lastSign = nanoTime.getAsLong();
    }

    @Override
    public synchronized void onNext(PullResponseItem item) {
        answered = true;
        lastSign = nanoTime.getAsLong();
        var detail = item.getProgressDetail();
        if ("Downloading".equals(item.getStatus()) && detail != null && detail.getCurrent() != null) {
            bytes.put(item.getId(), detail.getCurrent());
            report();
        }
    }

    /** Ends the wait: whether the image is there afterwards says more than any error. */
    @Override
    public void onError(Throwable unreachable) {
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        super.onComplete();
    }

    /** Returns whether the engine is done with it, successful or not. */
    boolean hasEnded() {
        return ended;
    }

    /** Returns whether there is no point in waiting any longer. */
    synchronized boolean isStalled() {
        var silence = Duration.ofNanos(nanoTime.getAsLong() - lastSign);
        return silence.compareTo(answered ? MAX_SILENCE : MAX_CONNECT) > 0;
    }

    private void report() {
        var megabytes = bytes.values().stream().mapToLong(Long::longValue).sum() / MEGABYTE;
        if (megabytes >= reported + STEP) {
            reported = megabytes;
            reporter.doing("pulling the official image " + image + ", " + megabytes + " MB so far");
        }
    }
}
