package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of a pull request's comment, and the status of a commit. All foreign text is code, see {@link Markdown}. */
final class RunText {
    private static final int MAX_SENTENCE_LENGTH = 500;
    private static final int MAX_NAME_LENGTH = 63;
    private static final int MAX_NOTES = 8;
    private static final int MAX_NOTE_LENGTH = 300;
    private static final int MAX_DETAILS = 60;
    private static final int MAX_DETAIL_LENGTH = 500;
    private static final int MAX_STATUS_LENGTH = 140;

    private RunText() {}

    /** Returns the page where people read more of a run. */
    static URI page(URI publicUrl, Run run) {
        return URI.create(publicUrl + "/runs/" + run.id());
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
                + end.results().map(results -> tiers(results, told(end))).orElse("")
                + why(end, withDetails)
                + end.results().map(results -> notes(results, page)).orElse("")
                + end.results().map(results -> picture(run, results, page)).orElse("");
    }

    private static String picture(Run run, Results results, URI page) {
        var landingPage = "the landing page of " + run.recipe() + " at the end of run " + run.id();
        var card = run.recipe() + ": " + results.verdict().code() + ", level " + results.level() + " of 5, in run "
                + run.id();
        return results.summary()
                .map(name -> Markdown.image(card, page, name))
                .or(() -> results.screenshot().map(name -> Markdown.image(landingPage, page, name)))
                .orElse("");
    }

    /** Returns why a run was asked to end; of any other, what went wrong first. */
    private static String why(Run.End end, boolean withDetails) {
        return switch (end.verdict()) {
            case CANCELLED, SUPERSEDED, TIMED_OUT -> reason(end);
            case PASSED, FAILED, ERROR ->
                told(end)
                        .map(failure -> failure(failure, end.results().orElseThrow(), withDetails))
                        .orElseGet(() -> reason(end));
        };
    }

    /** Returns the first failure, where it is what is said of the run's end. */
    private static Optional<Results.Failure> told(Run.End end) {
        return switch (end.verdict()) {
            case CANCELLED, SUPERSEDED, TIMED_OUT -> Optional.empty();
            case PASSED, FAILED, ERROR -> end.results().flatMap(Results::failure);
        };
    }

    /** Returns the runs before, folded. Their verdicts are not bold: only the newest counts. */
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
        return Excerpt.fit(end.verdict().code() + level(end) + mode(run), MAX_STATUS_LENGTH);
    }

    private static String what(Run run, URI page) {
        return "`" + run.recipe() + "` at `" + run.commit().abbreviated() + "`" + mode(run) + " · [run " + run.id()
                + "](" + page + ") · [log](" + page + "/log.txt)";
    }

    private static String mode(Run run) {
        return run.mode() == Run.Mode.QUICK ? " · quick" : "";
    }

    private static String quick(Run run) {
        return run.mode() == Run.Mode.QUICK
                ? "\nThis was a quick run: it says less than a full one. Comment `!testme` for that.\n"
                : "";
    }

    private static String completion(Run run) {
        return run.stop()
                .map(stop -> "\nIt is being stopped: "
                        + Markdown.code(ReasonTexts.describe(stop.reason()), MAX_SENTENCE_LENGTH) + "\n")
                .orElse("");
    }

    private static String level(Run.End end) {
        return end.results().isPresent() ? " · level " + end.level() : "";
    }

    private static String meaning(Run.End end) {
        return switch (end.verdict()) {
            case PASSED, FAILED -> "";
            case CANCELLED -> "\nIt was stopped before it had a verdict. Comment `!testme` to test again.\n";
            case TIMED_OUT -> "\nIt took too long and was stopped. Comment `!testme` to test again.\n";
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
                        event.duration().map(TimeFormat::length).orElse("")))
                .collect(Collectors.joining());
        var now = stages.current()
                .map(stage -> Markdown.row(Markdown.cell(stage, MAX_NAME_LENGTH), "… running", ""))
                .orElse("");
        return finished.isEmpty() && now.isEmpty() ? "" : Markdown.table("stage", "result", "time", finished + now);
    }

    private static String tiers(Results results, Optional<Results.Failure> told) {
        var tiers = results.tiers().stream().map(tier -> tier(tier, told)).collect(Collectors.joining());
        return Markdown.table(
                        "tier",
                        "result",
                        "time",
                        tiers + results.lint().map(RunText::lint).orElse(""))
                + results.base().map(RunText::base).orElse("");
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

    /** Returns a tier's row; what is said below of the first failure is not said here as well. */
    private static String tier(TierResult tier, Optional<Results.Failure> told) {
        var reason = tier.reason()
                .filter(text -> told.map(Results.Failure::message)
                        .filter(message -> message.contains(text) || text.contains(message))
                        .isEmpty())
                .map(text -> ": " + Markdown.cell(text, MAX_SENTENCE_LENGTH))
                .orElse("");
        var took = tier.status() == TierStatus.SKIP ? "" : TimeFormat.length(tier.duration());
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

    private static String failure(Results.Failure failure, Results results, boolean withDetails) {
        var message =
                results.verdict() == Verdict.ERROR ? ReasonTexts.withoutFolders(failure.message()) : failure.message();
        var line = "\nFirst failure, in " + Markdown.code(failure.stage(), MAX_NAME_LENGTH)
                + failedApp(failure, results).map(app -> " of " + app).orElse("") + ": "
                + Markdown.code(message, MAX_SENTENCE_LENGTH) + "\n";
        if (failure.details().isEmpty() || !withDetails) {
            return line;
        }
        var last = failure.details()
                .subList(
                        Math.max(0, failure.details().size() - MAX_DETAILS),
                        failure.details().size());
        var details = last.stream()
                .map(detail -> Excerpt.fit(detail.replaceAll("\\R", " "), MAX_DETAIL_LENGTH))
                .collect(Collectors.joining("\n"));
        return line + "\n<details><summary>what was seen</summary>\n\n" + Markdown.block(details) + "\n\n</details>\n";
    }

    /** Returns which app the failed assertion was about, where the run had two. */
    private static Optional<String> failedApp(Results.Failure failure, Results results) {
        return results.domains().size() < 2
                ? Optional.empty()
                : results.tiers().stream()
                        .filter(tier -> tier.tier().code().equals(failure.stage()))
                        .flatMap(tier -> tier.assertions().stream())
                        .filter(assertion -> !assertion.held())
                        .findFirst()
                        .flatMap(TierResult.Assertion::app)
                        .map(ReasonTexts::name);
    }

    /** Returns what the run tells besides, and where the rest of it is. */
    private static String notes(Results results, URI page) {
        var notes = results.notes();
        if (notes.isEmpty()) {
            return "";
        }
        var lines = notes.stream()
                .limit(MAX_NOTES)
                .map(note -> "- " + Markdown.code(note, MAX_NOTE_LENGTH) + "\n")
                .collect(Collectors.joining());
        var more = notes.size() - MAX_NOTES;
        return "\nWorth knowing:\n\n" + lines
                + (more > 0 ? "- and " + more + " more on [the page of the run](" + page + "#notes)\n" : "");
    }

    private static String reason(Run.End end) {
        return end.verdict() == Verdict.PASSED
                ? ""
                : ReasonTexts.explain(end)
                        .map(sentence -> "\nReason: " + Markdown.code(sentence, MAX_SENTENCE_LENGTH) + "\n")
                        .orElse("");
    }

    /**
     * How far a run is, as its events tell.
     *
     * @param finished the events that ended a stage, in order
     * @param current the stage that goes on; empty between two of them
     */
    record StageProgress(List<RunEvent> finished, Optional<String> current) {
        static StageProgress of(List<RunEvent> events) {
            var ofStages = events.stream()
                    .filter(event -> !event.stage().equals(RunEvent.RUN))
                    .toList();
            var finished = ofStages.stream()
                    .filter(event -> event.kind() == RunEvent.Kind.FINISHED)
                    .toList();
            Optional<String> current = Optional.empty();
            for (var event : ofStages) {
                if (event.kind() == RunEvent.Kind.STARTED) {
                    current = Optional.of(event.stage());
                } else if (event.kind() == RunEvent.Kind.FINISHED && current.equals(Optional.of(event.stage()))) {
                    current = Optional.empty();
                }
            }
            return new StageProgress(finished, current);
        }
    }
}
