package coop.ccci.sandbox.canary;

import coop.ccci.host.HumanTime;
import java.time.Duration;
import java.util.List;

/** What is shown in the end: expected against seen, and every difference. */
final class CanaryTable {
    private static final String ROW = "%-2s %-24s %-34s %-34s %8s%n";

    private CanaryTable() {}

    /**
     * Returns the table.
     *
     * @param total how long all of it took
     * @param sideBySide how many ran at a time
     */
    static String text(List<CanaryResult> outcomes, Duration total, int sideBySide) {
        var text = new StringBuilder();
        text.append(String.format(ROW, "", "canary", "expected", "seen", "time"));
        for (var each : outcomes) {
            text.append(String.format(
                    ROW,
                    each.isAsExpected() ? "✓" : "✗",
                    each.canary().name(),
                    each.canary().expected().describe(),
                    each.seen().describe(),
                    HumanTime.seconds(each.seen().duration())));
            each.differences()
                    .forEach(difference ->
                            text.append("     ").append(difference).append('\n'));
            if (!each.isAsExpected()) {
                // A sandbox that was brought up for this goes down with the folder: what the run says is kept here.
                each.seen()
                        .describeFailure()
                        .forEach(line -> text.append("     ").append(line).append('\n'));
                text.append("     its run is in ").append(each.folder()).append('\n');
            }
        }
        var good = outcomes.stream().filter(CanaryResult::isAsExpected).count();
        text.append(String.format(
                "%n%d canaries, %d as expected, %d not, in %s, %d side by side%n",
                outcomes.size(), good, outcomes.size() - good, HumanTime.seconds(total), sideBySide));
        return text.toString();
    }
}
