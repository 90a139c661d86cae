package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.Views.LintView;
import coop.ccci.bridge.dashboard.Views.RunStatus;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.bridge.report.TimeFormat;
import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TierResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One run as the templates see it: every text plain, every time in words. In a list its results are not read. */
public final class RunView {
    private static final int MAX_SENTENCE_LENGTH = 500;
    private static final int MAX_DETAILS = 200;
    private static final int MAX_NOTES = 100;
    private static final int MAX_DETAIL_LENGTH = 1000;

    private final Run run;
    private final Optional<RunSummary.Outcome> outcome;
    private final URI forge;
    private final Instant now;

    RunView(RunSummary summary, URI forge, Instant now) {
        this.run = summary.run();
        this.outcome = summary.outcome();
        this.forge = forge;
        this.now = now;
    }

    RunId id() {
        return run.id();
    }

    public String getId() {
        return run.id().toString();
    }

    public String getRecipe() {
        return run.recipe().value();
    }

    public String getCommit() {
        return run.commit().value();
    }

    /** Returns the first digits of the commit, which people read. */
    public String getShortCommit() {
        return run.commit().abbreviated();
    }

    public String getCommitUrl() {
        return repositoryUrl() + "/commit/" + run.commit();
    }

    /** Returns whether it is of a pull request; else it is of the recipe's own branch. */
    public boolean isOfPullRequest() {
        return run.isOfPullRequest();
    }

    /** Returns what was tested: the pull request, or the branch. */
    public String getSubject() {
        return isOfPullRequest() ? run.repository() + " #" + run.pullRequest() : getShortSubject();
    }

    /** Returns the number or the branch alone, where there is little room. */
    public String getShortSubject() {
        return isOfPullRequest()
                ? "#" + run.pullRequest()
                : run.target().map(branch -> PlainText.line(branch, 60)).orElse("default branch");
    }

    /** Returns where that is to be seen on the forge. */
    public String getSubjectUrl() {
        return isOfPullRequest() ? repositoryUrl() + "/pulls/" + run.pullRequest() : repositoryUrl();
    }

    /** Returns who asked, or for what it was made where that was nobody. */
    public String getAuthor() {
        var author = PlainText.line(run.author(), 60);
        return author.isEmpty() ? run.origin().code() : author;
    }

    public RunStatus getStatus() {
        return RunStatus.of(run);
    }

    public boolean isOver() {
        return run.end().isPresent();
    }

    /** Returns whether it ended with a verdict that says something about the recipe. */
    public boolean isVerdictOnRecipe() {
        return isOver()
                && (getStatus().tone().equals("good") || getStatus().tone().equals("bad"));
    }

    /** Returns the level, 0 to 5; 0 until the run is over. */
    public int getLevel() {
        return run.end().map(Run.End::level).orElse(0);
    }

    public List<RungView> getLadder() {
        var rungs = outcome.map(RunSummary.Outcome::rungs);
        return Arrays.stream(Rung.values())
                .map(rung -> new RungView(
                        rung.number(),
                        rung.code().replace('_', '/'),
                        rungs.map(known -> known.get(rung.number() - 1))
                                .orElse(RungStatus.UNVER)
                                .code(),
                        rung.number() <= getLevel()))
                .toList();
    }

    public List<TierView> getTiers() {
        var hadTwoApps =
                results().filter(results -> results.domains().size() > 1).isPresent();
        return results().map(Results::tiers).orElse(List.of()).stream()
                .map(tier -> TierView.of(tier, hadTwoApps))
                .toList();
    }

    /** Returns what the run tells besides, one line each. */
    public List<String> getNotes() {
        return results().map(Results::notes).orElse(List.of()).stream()
                .limit(MAX_NOTES)
                .map(note -> PlainText.line(note, MAX_SENTENCE_LENGTH))
                .toList();
    }

    /** Returns what was deployed first, and by which rule; empty when the commit was deployed at once. */
    public String getBase() {
        return results()
                .flatMap(Results::base)
                .map(base ->
                        PlainText.line(base.version(), 60) + " (" + base.kind().code() + ")")
                .orElse("");
    }

    /** Returns what lint said; without a status when it was not asked. */
    public LintView getLint() {
        return results().flatMap(Results::lint).map(LintView::of).orElse(LintView.NONE);
    }

    /** Returns the one sentence why it is not {@code passed}; empty otherwise. */
    public String getSentence() {
        return run.end()
                .flatMap(Run.End::reason)
                .map(ReasonTexts::describe)
                .or(() -> outcome.flatMap(RunSummary.Outcome::failure))
                .map(text -> PlainText.line(text, MAX_SENTENCE_LENGTH))
                .orElse("");
    }

    /** Returns the stage in which it went wrong first; empty when nothing is known. */
    public String getFailedStage() {
        return results()
                .flatMap(Results::failure)
                .map(failure -> PlainText.line(failure.stage(), 60))
                .orElse("");
    }

    /** Returns what helps to understand it, line by line. */
    public List<String> getDetails() {
        return results().flatMap(Results::failure).map(Results.Failure::details).orElse(List.of()).stream()
                .limit(MAX_DETAILS)
                .map(line -> PlainText.of(line).stripTrailing())
                .map(line -> Excerpt.cut(line, MAX_DETAIL_LENGTH))
                .toList();
    }

    public Moment getQueued() {
        return Moment.of(run.queuedAt(), now);
    }

    public Optional<Moment> getStarted() {
        return run.launch().map(launch -> Moment.of(launch.at(), now));
    }

    public Optional<Moment> getEnded() {
        return run.end().map(end -> Moment.of(end.at(), now));
    }

    /** Returns the moment that matters most now: its end, else its start, else when it was asked for. */
    public Moment getLatest() {
        return getEnded().or(this::getStarted).orElseGet(this::getQueued);
    }

    /** Returns how long it took, or has taken so far; empty while queued. */
    public String getTook() {
        return outcome.map(RunSummary.Outcome::took)
                .or(() -> run.launch()
                        .map(launch -> Duration.between(
                                launch.at(), run.end().map(Run.End::at).orElse(now))))
                .map(TimeFormat::length)
                .orElse("");
    }

    /** Returns whether something of the run was left behind on the swarm. */
    public boolean isLeftBehind() {
        return results().map(results -> !results.flags().cleanTeardown()).orElse(false);
    }

    /** Returns whether the run says that it took a picture of the app. */
    public boolean isPictured() {
        return outcome.map(RunSummary.Outcome::pictured).orElse(false);
    }

    private Optional<Results> results() {
        return run.end().flatMap(Run.End::results);
    }

    private String repositoryUrl() {
        return run.repositoryUrl(forge);
    }

    /**
     * A moment in three ways.
     *
     * @param iso for machines
     * @param full for people who want to know exactly
     * @param ago for everybody else
     */
    public record Moment(String iso, String full, String ago) {
        static Moment of(Instant instant, Instant now) {
            return new Moment(instant.toString(), TimeFormat.moment(instant), TimeFormat.ago(instant, now));
        }
    }

    /**
     * A rung of the ladder.
     *
     * @param number 1 to 5
     * @param name its word
     * @param status {@code pass}, {@code fail}, {@code skip} or {@code unver}
     * @param reached whether the level includes it
     */
    public record RungView(int number, String name, String status, boolean reached) {}

    /**
     * A tier of the run.
     *
     * @param name its word
     * @param status {@code pass}, {@code fail} or {@code skip}
     * @param reason why not {@code pass}; empty otherwise
     * @param took how long; empty for a skip
     * @param assertions what was asserted
     */
    public record TierView(String name, String status, String reason, String took, List<AssertionView> assertions) {
        static TierView of(TierResult tier, boolean withApps) {
            return new TierView(
                    tier.tier().code(),
                    tier.status().code(),
                    tier.reason()
                            .map(text -> PlainText.line(text, MAX_SENTENCE_LENGTH))
                            .orElse(""),
                    tier.duration().isZero() ? "" : TimeFormat.length(tier.duration()),
                    tier.assertions().stream()
                            .map(assertion -> AssertionView.of(assertion, tier.reason(), withApps))
                            .toList());
        }
    }

    /**
     * One thing that was checked.
     *
     * @param name what should be true
     * @param held whether it was
     * @param message what was seen instead; empty when it held
     * @param app which of the run's two apps it was about; empty when there was one, or it was about none
     */
    public record AssertionView(String name, boolean held, String message, String app) {
        static AssertionView of(TierResult.Assertion assertion, Optional<String> saidAlready, boolean withApp) {
            return new AssertionView(
                    PlainText.line(assertion.name(), MAX_SENTENCE_LENGTH),
                    assertion.held(),
                    assertion
                            .message()
                            .filter(text -> !saidAlready.equals(Optional.of(text)))
                            .map(text -> PlainText.line(text, MAX_SENTENCE_LENGTH))
                            .orElse(""),
                    assertion
                            .app()
                            .filter(app -> withApp)
                            .map(ReasonTexts::name)
                            .orElse(""));
        }
    }
}
