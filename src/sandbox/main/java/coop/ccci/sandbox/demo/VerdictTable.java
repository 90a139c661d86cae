package coop.ccci.sandbox.demo;

import coop.ccci.contract.Excerpt;
import coop.ccci.host.HumanTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table at the end of the demo. */
final class VerdictTable {
    private static final String ROW = "%-2s %-38s %-8s  %-8s  %-8s  %10s  %10s%n";
    private static final int MAX_TITLE_LENGTH = 38;

    private VerdictTable() {}

    /** Returns the table and the addresses to look at. */
    static String text(List<Conversation> conversations, URI dashboard) {
        var text = new StringBuilder("\n");
        text.append(String.format(ROW, "", "pull request", "commit", "expected", "seen", "reaction", "run"));
        for (var each : conversations) {
            var pullRequest = each.pullRequest();
            text.append(String.format(
                    ROW,
                    each.isAsExpected() ? "✓" : "✗",
                    Excerpt.fit(
                            pullRequest.number() + " " + pullRequest.title() + " (" + pullRequest.author() + ")",
                            MAX_TITLE_LENGTH),
                    pullRequest.head().substring(0, 8),
                    each.expected().verdict(),
                    each.verdict(),
                    seconds(each.reaction()),
                    seconds(each.run())));
        }
        text.append(String.format("%n%-15s %s%n", "dashboard", dashboard));
        conversations.forEach(each -> text.append(String.format(
                "%-15s %s%n",
                "pull request " + each.pullRequest().number(),
                each.pullRequest().page())));
        return text.toString();
    }

    private static String seconds(Optional<Duration> duration) {
        return duration.map(HumanTime::seconds).orElse("–");
    }
}
