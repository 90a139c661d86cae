package coop.ccci.harness.doctor;

import coop.ccci.harness.process.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for something that comes by itself.
 *
 * @param lifetime that of the doctor
 * @param most no wait is longer, whatever it asks for
 */
record ProbeWaiter(Deadline lifetime, Duration most) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Waits.
     *
     * @return whether it came in time
     * @throws Deadline.LifetimeOver when the lifetime is over first
     */
    boolean until(Duration atMost, BooleanSupplier there) {
        var end = System.nanoTime() + Math.min(atMost.toNanos(), most.toNanos());
        while (!there.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            lifetime.pause(PAUSE);
        }
        return true;
    }
}
