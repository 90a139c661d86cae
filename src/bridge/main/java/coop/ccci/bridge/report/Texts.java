package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every text that a pull request can show. All foreign text in it is code, see {@link Markdown}. */
public final class Texts {
    private static final int LONGEST_SENTENCE = 500;
    private static final int LONGEST_NAME = 63;
    private static final int MOST_DETAILS = 60;
    private static final int LONGEST_DETAIL = 500;
    private static final int LONGEST_STATUS = 140;

    private Texts() {}

    /** Why there is no run, and what to do. */
    public static String sentence(Refusal refusal) {
        if (refusal instanceof Refusal.NotAMember notAMember) {
            return "Not run: only members of " + notAMember.organisation()
                    + " can ask for a test. Ask one of them to comment `!testme`.";
        }
        if (refusal instanceof Refusal.NotEnrolled notEnrolled) {
            return "Not run: " + Markdown.code(notEnrolled.name(), LONGEST_NAME)
                    + " is not enrolled. An operator of cc-ci can add it.";
        }
        if (refusal instanceof Refusal.Closed) {
            return "Not run: this pull request is closed. Open it again and comment `!testme`.";
        }
        if (refusal instanceof Refusal.HeadMoved) {
            return "Not run: something was pushed after your comment. Look at it, then comment `!testme` again.";
        }
        return "Not run: I know only `!testme`, alone in a comment. It tests this pull request as it is now.";
    }

    static String refused(String sentence) {
        return "🌻 " + sentence + "\n";
    }

    static String queued(Run run, int ahead, URI page) {
        return "🌻 **queued** (" + ahead + " ahead) · " + what(run, page) + "\n";
    }

    static String running(Run run, List<RunEvent> events, URI page) {
        return "🌻 **running** · " + what(run, page) + "\n" + stages(events);
    }

    static String finished(Run run, Run.End end, URI page) {
        return "🌻 **" + end.verdict().word() + "**" + level(end) + " · " + what(run, page) + "\n" + meaning(end)
                + end.results().map(Results::tiers).map(Texts::tiers).orElse("")
                + end.results().flatMap(Results::failure).map(Texts::failure).orElseGet(() -> reason(end));
    }

    static String status(Run.End end) {
        return Markdown.cut(end.verdict().word() + level(end), LONGEST_STATUS);
    }

    private static String what(Run run, URI page) {
        return "`" + run.recipe() + "` at `" + run.commit().abbreviated() + "` · [run " + run.id() + "](" + page + ")";
    }

    private static String level(Run.End end) {
        return end.results().isPresent() ? " · level " + end.level() : "";
    }

    private static String meaning(Run.End end) {
        return switch (end.verdict()) {
            case PASSED, FAILED -> "";
            case CANCELLED -> "\nIt was asked to end before it had a verdict. Comment `!testme` to test again.\n";
            case TIMED_OUT -> "\nIt took too long and was ended. Comment `!testme` to test again.\n";
            case SUPERSEDED -> "\nA newer commit of this pull request is tested instead.\n";
            case ERROR ->
                "\nThis says nothing about the recipe: the test itself could not be done."
                        + " Comment `!testme` to try again, or tell an operator of cc-ci.\n";
        };
    }

    private static String stages(List<RunEvent> events) {
        var finished = events.stream()
                .filter(event -> !event.stage().equals(RunEvent.RUN) && event.kind() == RunEvent.Kind.FINISHED)
                .map(event -> row(
                        Markdown.cell(event.stage(), LONGEST_NAME),
                        mark(event.status().orElse("")),
                        event.duration().map(Texts::time).orElse("")))
                .collect(Collectors.joining());
        var now = current(events)
                .map(stage -> row(Markdown.cell(stage, LONGEST_NAME), "… running", ""))
                .orElse("");
        return finished.isEmpty() && now.isEmpty() ? "" : table("stage", finished + now);
    }

    private static Optional<String> current(List<RunEvent> events) {
        Optional<String> current = Optional.empty();
        for (var event : events) {
            if (event.stage().equals(RunEvent.RUN)) {
                continue;
            }
            if (event.kind() == RunEvent.Kind.STARTED) {
                current = Optional.of(event.stage());
            } else if (event.kind() == RunEvent.Kind.FINISHED && current.equals(Optional.of(event.stage()))) {
                current = Optional.empty();
            }
        }
        return current;
    }

    private static String tiers(List<TierResult> tiers) {
        return table("tier", tiers.stream().map(Texts::tier).collect(Collectors.joining()));
    }

    private static String tier(TierResult tier) {
        var reason = tier.reason()
                .map(text -> ": " + Markdown.cell(text, LONGEST_SENTENCE))
                .orElse("");
        var took = tier.status() == TierStatus.SKIP ? "" : time(tier.duration());
        return row(tier.tier().word(), mark(tier.status().word()) + reason, took);
    }

    private static String mark(String status) {
        return switch (status) {
            case "pass" -> "✅ pass";
            case "fail" -> "❌ fail";
            case "skip" -> "➖ skip";
            default -> Markdown.cell(status, LONGEST_NAME);
        };
    }

    private static String failure(Results.Failure failure) {
        var line = "\nFirst failure, in " + Markdown.code(failure.stage(), LONGEST_NAME) + ": "
                + Markdown.code(failure.message(), LONGEST_SENTENCE) + "\n";
        if (failure.details().isEmpty()) {
            return line;
        }
        var last = failure.details()
                .subList(
                        Math.max(0, failure.details().size() - MOST_DETAILS),
                        failure.details().size());
        var details = last.stream()
                .map(detail -> Markdown.cut(detail.replaceAll("\\R", " "), LONGEST_DETAIL))
                .collect(Collectors.joining("\n"));
        return line + "\n<details><summary>what was seen</summary>\n\n" + Markdown.block(details) + "\n\n</details>\n";
    }

    private static String reason(Run.End end) {
        return end.verdict() == Verdict.PASSED
                ? ""
                : end.sentence()
                        .map(sentence -> "\nReason: " + Markdown.code(sentence, LONGEST_SENTENCE) + "\n")
                        .orElse("");
    }

    private static String table(String first, String rows) {
        return "\n| " + first + " | result | time |\n|---|---|---:|\n" + rows;
    }

    private static String row(String first, String result, String time) {
        return "| " + first + " | " + result + " | " + time + " |\n";
    }

    /** As people say it: seconds with a digit below ten, then whole ones, then minutes. */
    static String time(Duration duration) {
        var seconds = duration.toMillis() / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        var whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
