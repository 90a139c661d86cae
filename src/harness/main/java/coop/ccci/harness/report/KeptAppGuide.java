package coop.ccci.harness.report;

import coop.ccci.contract.KeptApp;
import java.util.List;

/**
 * How somebody looks into an app that was kept, and takes it away.
 *
 * @param app which one
 * @param steps what can be done, in the order in which one would
 */
public record KeptAppGuide(KeptApp app, List<Step> steps) {
    /** Copies what could change. */
    public KeptAppGuide {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that can be done.
     *
     * @param purpose what for, in a few words
     * @param command the line for a shell
     */
    public record Step(String purpose, String command) {}
}
