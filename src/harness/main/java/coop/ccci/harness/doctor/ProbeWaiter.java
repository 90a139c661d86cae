package coop.ccci.harness.doctor;

import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for something that comes by itself.
 *
 * @param deadline that of the doctor
 * @param most no wait is longer, whatever it asks for
 */
record ProbeWaiter(Deadline deadline, Duration most) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Waits.
     *
     * @return whether it came in time
     * @throws CancelledException when the deadline is over first
     */
    boolean until(Duration atMost, BooleanSupplier there) {
        var end = System.nanoTime() + Math.min(atMost.toNanos(), most.toNanos());
        while (!there.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            deadline.pause(PAUSE);
        }
        return true;
    }
}
