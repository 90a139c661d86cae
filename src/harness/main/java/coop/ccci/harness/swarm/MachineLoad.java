package coop.ccci.harness.swarm;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/**
 * How much the machine had to do. A time-out says something of a recipe as long as its app gets about the processor that it
 * would get on a host of its own; where many others want each processor it says something of the machine.
 *
 * @param perProcessor how many processes wanted each processor, on average over the last minute: 0 where nobody knows
 */
public record MachineLoad(double perProcessor) {
    /** A health check of some milliseconds, with a time-out of a second or two, is late only beyond this. */
    static final double TOO_MUCH = 8;

    /** So Docker says it; the exit code is its own, which no check can end with. */
    private static final String LATE = "exit code -1: Health check exceeded timeout";

    /** Returns the load of this machine now. */
    public static MachineLoad now() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new MachineLoad(Math.max(0, system.getSystemLoadAverage() / system.getAvailableProcessors()));
    }

    /**
     * Returns why a failure says nothing of the recipe; empty where it does.
     *
     * @param reason why a service cannot come up, or failed
     */
    public Optional<String> excuses(String reason) {
        return reason.contains(LATE) ? excusesTime() : Optional.empty();
    }

    /** Returns why it says nothing of the recipe that something took too long; empty where it does. */
    public Optional<String> excusesTime() {
        return perProcessor < TOO_MUCH
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "in the last minute %.0f processes wanted each processor of the machine, so this says nothing of"
                                + " the recipe: run it again when the machine has less to do",
                        perProcessor));
    }
}
