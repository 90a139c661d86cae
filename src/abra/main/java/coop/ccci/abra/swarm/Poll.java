package coop.ccci.abra.swarm;

import coop.ccci.abra.process.FatalException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls a condition every 200 ms, up to a bound. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Poll() {}

    /**
     * Waits until a condition holds.
     *
     * @return whether it held before the bound
     */
    public static boolean until(BooleanSupplier condition, Duration bound) {
        var end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("interrupted while waiting for docker", e);
        }
    }
}
