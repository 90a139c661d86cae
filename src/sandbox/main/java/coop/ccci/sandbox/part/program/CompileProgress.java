package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.plan.ProgressReporter;

/** Counts the packages that {@code go build -v} names as it compiles them, and reports every twentieth part. */
final class CompileProgress {
    private static final int REPORTS = 20;

    private final int total;
    private final ProgressReporter reporter;
    private int compiled;

    CompileProgress(int total, ProgressReporter reporter) {
        this.total = Math.max(1, total);
        this.reporter = reporter;
    }

    /** Takes one line of the compiler's output; one that does not name a package is a download or a complaint. */
    void line(String line) {
        if (line.isBlank() || line.contains(" ") || line.startsWith("#")) {
            return;
        }
        compiled++;
        if (compiled * REPORTS / total > (compiled - 1) * REPORTS / total) {
            reporter.doing(
                    "building, " + Math.min(compiled, total) + " of " + total + " packages compiled; now " + line);
        }
    }
}
