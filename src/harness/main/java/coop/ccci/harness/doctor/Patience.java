package coop.ccci.harness.doctor;

import coop.ccci.harness.process.Lifetime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that comes by itself, for as long as the doctor lives. */
record Patience(Lifetime lifetime) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Waits.
     *
     * @return whether it came in time
     * @throws Lifetime.LifetimeOver when the lifetime is over first
     */
    boolean until(Duration atMost, BooleanSupplier there) {
        var end = System.nanoTime() + atMost.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            lifetime.pause(PAUSE);
        }
        return true;
    }
}
