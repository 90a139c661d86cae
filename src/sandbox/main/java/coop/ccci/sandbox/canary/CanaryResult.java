package coop.ccci.sandbox.canary;

import java.nio.file.Path;
import java.util.List;

/**
 * A canary, what was seen of it, and how that differs from what is expected.
 *
 * @param folder with its repository and its run directory
 * @param differences one sentence each; empty when it did what it should
 */
public record CanaryResult(Canary canary, Path folder, Observation seen, List<String> differences) {

    static CanaryResult of(Canary canary, Path folder, Observation seen) {
        return new CanaryResult(canary, folder, seen, Comparison.differences(canary.expected(), seen));
    }

    public boolean isAsExpected() {
        return differences.isEmpty();
    }
}
