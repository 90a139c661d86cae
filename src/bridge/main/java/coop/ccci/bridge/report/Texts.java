package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Mode;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Commit;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every text that a pull request can show. All foreign text in it is code, see {@link Markdown}. */
public final class Texts {
    private static final int MAX_SENTENCE_LENGTH = 500;
    private static final int MAX_NAME_LENGTH = 63;
    private static final int MAX_DETAILS = 60;
    private static final int MAX_DETAIL_LENGTH = 500;
    private static final int MAX_STATUS_LENGTH = 140;

    private Texts() {}

    /** Why a comment does not get what it asked for, and what to do. */
    public static String sentence(Refusal refusal) {
        if (refusal instanceof Refusal.NotAMember notAMember) {
            return "Not run: only members of " + notAMember.organisation()
                    + " can ask for a test. Ask one of them to comment `!testme`.";
        }
        if (refusal instanceof Refusal.NotEnrolled notEnrolled) {
            return "Not run: " + Markdown.code(notEnrolled.name(), MAX_NAME_LENGTH)
                    + " is not enrolled. An operator of cc-ci can add it.";
        }
        if (refusal instanceof Refusal.Closed) {
            return "Not run: this pull request is closed. Open it again and comment `!testme`.";
        }
        if (refusal instanceof Refusal.HeadMoved) {
            return "Not run: something was pushed after your comment. Look at it, then comment `!testme` again.";
        }
        if (refusal instanceof Refusal.AnotherHead another) {
            return "Not run: " + Markdown.code(another.named(), MAX_NAME_LENGTH)
                    + " is not the head of this pull request, which is `"
                    + another.head().abbreviated()
                    + "` now. Comment `!testme " + another.head().abbreviated() + "` to test that.";
        }
        if (refusal instanceof Refusal.TooMany tooMany) {
            return "Not run: " + tooMany(tooMany) + ". Comment `!testme` again when one of them is over.";
        }
        if (refusal instanceof Refusal.NothingToCancel) {
            return "Nothing to cancel: no run of this pull request is waiting or running.";
        }
        var unknown = (Refusal.UnknownCommand) refusal;
        return "Not run: I do not know " + Markdown.code(unknown.word(), MAX_NAME_LENGTH) + "."
                + unknown.meant()
                        .map(meant -> " Did you mean `!testme " + meant + "`?")
                        .orElse(" Comment `!testme help` to see what I know.");
    }

    private static String tooMany(Refusal.TooMany tooMany) {
        var waiting = runs(tooMany.most()) + " waiting or running, which is the most ";
        return switch (tooMany.whose()) {
            case PERSON -> "you have " + waiting + "for one person";
            case REPOSITORY -> "this repository has " + waiting + "for one";
            case ALL -> "there are " + waiting + "that I take";
        };
    }

    private static String runs(int number) {
        return number + (number == 1 ? " run" : " runs");
    }

    /** What there is to ask for. */
    public static String help() {
        return """
                I test this pull request by deploying it. A comment of one line asks me, alone in it:

                | comment | what happens |
                |---|---|
                | `!testme` | everything is tested, at the commit that is the head now |
                | `!testme --quick` | only what is quick is tested; the verdict says less |
                | `!testme 0123abc` | as `!testme`, but only if the head is the commit that begins so |
                | `!testme cancel` | what is waiting or running for this pull request is ended |
                | `!testme help` | this |

                Members of the organisation can ask. One comment of mine shows the newest run, and older ones folded below.""";
    }

    /** Why a run is ended: a newer one has taken its place. */
    public static String supersededBy(Commit newer) {
        return "a newer commit of this pull request, " + newer.abbreviated() + ", is tested instead";
    }

    /** Why a run is ended: somebody asked for it. */
    public static String cancelledBy(String login) {
        return login + " asked for its end";
    }

    /** Why a run that waited is not begun after all. */
    public static String noLonger(Refusal refusal) {
        if (refusal instanceof Refusal.HeadMoved || refusal instanceof Refusal.AnotherHead) {
            return "while it waited something was pushed: look at it, then ask again";
        }
        if (refusal instanceof Refusal.NotAMember notAMember) {
            return "while it waited who asked for it left " + notAMember.organisation();
        }
        return refusal instanceof Refusal.Closed
                ? "while it waited the pull request was closed"
                : "while it waited the recipe was taken off the list";
    }

    /** Why a run that waited is not begun after all: the comment that asked for it. */
    public static String noLonger(String aboutTheComment) {
        return "the comment that asked for it does not any more: " + aboutTheComment;
    }

    static String answer(String text) {
        return "🌻 " + text + "\n";
    }

    static String queued(Run run, int ahead, URI page) {
        return "🌻 **queued** (" + ahead + " ahead) · " + what(run, page) + "\n" + completion(run);
    }

    static String running(Run run, List<RunEvent> events, URI page) {
        return "🌻 **running** · " + what(run, page) + "\n" + completion(run) + stages(events);
    }

    static String finished(Run run, Run.End end, URI page, boolean withDetails) {
        return "🌻 **" + end.verdict().code() + "**" + level(end) + " · " + what(run, page) + "\n" + meaning(end)
                + quick(run)
                + end.results().map(Texts::tiers).orElse("")
                + why(end, withDetails)
                + end.results().map(results -> picture(run, results, page)).orElse("");
    }

    private static String picture(Run run, Results results, URI page) {
        var says = "the landing page of " + run.recipe() + " at the end of run " + run.id();
        return results.screenshot()
                .map(name -> Markdown.image(says, page, name))
                .orElse("");
    }

    /** Of a run that was asked to end, why it was asked; of any other, what went wrong first. */
    private static String why(Run.End end, boolean withDetails) {
        return switch (end.verdict()) {
            case CANCELLED, SUPERSEDED, TIMED_OUT -> reason(end);
            case PASSED, FAILED, ERROR ->
                end.results()
                        .flatMap(Results::failure)
                        .map(failure -> failure(failure, withDetails))
                        .orElseGet(() -> reason(end));
        };
    }

    /** The runs before, folded. Their verdicts are not bold: only the newest counts. */
    static String earlier(List<Run> runs, Function<Run, URI> page) {
        if (runs.isEmpty()) {
            return "";
        }
        var lines = runs.stream()
                .map(run -> "- "
                        + run.end()
                                .map(end -> end.verdict().code() + level(end))
                                .orElse(run.state().code())
                        + " · " + what(run, page.apply(run)) + "\n")
                .collect(Collectors.joining());
        return "\n<details><summary>earlier runs</summary>\n\n" + lines + "\n</details>\n";
    }

    static String status(Run run, Run.End end) {
        return Markdown.cut(end.verdict().code() + level(end) + mode(run), MAX_STATUS_LENGTH);
    }

    private static String what(Run run, URI page) {
        return "`" + run.recipe() + "` at `" + run.commit().abbreviated() + "`" + mode(run) + " · [run " + run.id()
                + "](" + page + ") · [log](" + page + "/log.txt)";
    }

    private static String mode(Run run) {
        return run.mode() == Mode.QUICK ? " · quick" : "";
    }

    private static String quick(Run run) {
        return run.mode() == Mode.QUICK
                ? "\nThis was a quick run: it says less than a full one. Comment `!testme` for that.\n"
                : "";
    }

    private static String completion(Run run) {
        return run.stop()
                .map(stop -> "\nIt is being ended: " + Markdown.code(stop.reason(), MAX_SENTENCE_LENGTH) + "\n")
                .orElse("");
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
        var stages = StageProgress.of(events);
        var finished = stages.finished().stream()
                .map(event -> Markdown.row(
                        Markdown.cell(event.stage(), MAX_NAME_LENGTH),
                        mark(event.status().orElse("")),
                        event.duration().map(Texts::time).orElse("")))
                .collect(Collectors.joining());
        var now = stages.current()
                .map(stage -> Markdown.row(Markdown.cell(stage, MAX_NAME_LENGTH), "… running", ""))
                .orElse("");
        return finished.isEmpty() && now.isEmpty() ? "" : Markdown.table("stage", "result", "time", finished + now);
    }

    private static String tiers(Results results) {
        var tiers = results.tiers().stream().map(Texts::tier).collect(Collectors.joining());
        return Markdown.table(
                        "tier",
                        "result",
                        "time",
                        tiers + results.lint().map(Texts::lint).orElse(""))
                + results.base().map(Texts::base).orElse("");
    }

    private static String lint(Results.Lint lint) {
        var reason = lint.reason()
                .map(text -> ": " + Markdown.cell(text, MAX_SENTENCE_LENGTH))
                .orElse("");
        return Markdown.row("lint", mark(lint.status().code()) + reason, "");
    }

    private static String base(Results.Base base) {
        return "\nDeployed first: " + Markdown.code(base.version(), MAX_NAME_LENGTH) + " ("
                + base.kind().code() + ").\n";
    }

    private static String tier(TierResult tier) {
        var reason = tier.reason()
                .map(text -> ": " + Markdown.cell(text, MAX_SENTENCE_LENGTH))
                .orElse("");
        var took = tier.status() == TierStatus.SKIP ? "" : time(tier.duration());
        return Markdown.row(tier.tier().code(), mark(tier.status().code()) + reason, took);
    }

    private static String mark(String status) {
        return switch (status) {
            case "pass" -> "✅ pass";
            case "fail" -> "❌ fail";
            case "skip" -> "➖ skip";
            case "unver" -> "➖ not verified";
            default -> Markdown.cell(status, MAX_NAME_LENGTH);
        };
    }

    private static String failure(Results.Failure failure, boolean withDetails) {
        var line = "\nFirst failure, in " + Markdown.code(failure.stage(), MAX_NAME_LENGTH) + ": "
                + Markdown.code(failure.message(), MAX_SENTENCE_LENGTH) + "\n";
        if (failure.details().isEmpty() || !withDetails) {
            return line;
        }
        var last = failure.details()
                .subList(
                        Math.max(0, failure.details().size() - MAX_DETAILS),
                        failure.details().size());
        var details = last.stream()
                .map(detail -> Markdown.cut(detail.replaceAll("\\R", " "), MAX_DETAIL_LENGTH))
                .collect(Collectors.joining("\n"));
        return line + "\n<details><summary>what was seen</summary>\n\n" + Markdown.block(details) + "\n\n</details>\n";
    }

    private static String reason(Run.End end) {
        return end.verdict() == Verdict.PASSED
                ? ""
                : end.sentence()
                        .map(sentence -> "\nReason: " + Markdown.code(sentence, MAX_SENTENCE_LENGTH) + "\n")
                        .orElse("");
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
