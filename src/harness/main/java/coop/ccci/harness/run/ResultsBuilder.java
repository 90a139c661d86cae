package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Level;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.TeardownOutcome;
import coop.ccci.harness.upgrade.FailedRuns;
import coop.ccci.harness.upgrade.UpgradePath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a run finds out, and builds its results of it in the end. */
final class ResultsBuilder {
    private Optional<RunSettings> settings = Optional.empty();
    private Optional<History> history = Optional.empty();
    private UpgradePath path = new UpgradePath.None("the run ended before the recipe was fetched");
    private Optional<Lint> lint = Optional.empty();
    private Optional<RunApp> app = Optional.empty();
    private Optional<Tiers> tiers = Optional.empty();
    private Optional<TeardownOutcome> teardown = Optional.empty();
    private Optional<String> screenshot = Optional.empty();
    private int deploys;
    private boolean leaking;

    /** What was asked for makes sense. */
    void accepted(RunSettings what) {
        settings = Optional.of(what);
    }

    /** The recipe was fetched, and where its upgrade begins is known. */
    void fetched(History recipe, UpgradePath from) {
        history = Optional.of(recipe);
        path = from;
    }

    /** Where the upgrade begins. */
    UpgradePath path() {
        return path;
    }

    /** The recipe was linted, or it is known why not. */
    void linted(Lint said) {
        lint = Optional.of(said);
    }

    /** An app is about to be made and taken through tiers. */
    void begun(RunApp named, Tiers through) {
        app = Optional.of(named);
        tiers = Optional.of(through);
    }

    /** How often it was deployed afresh. */
    void deployed(int times) {
        deploys = times;
    }

    /** A picture of the app was kept. */
    void pictured() {
        screenshot = Optional.of(RunDirectory.SCREENSHOT);
    }

    /** Tearing down ended; only the first time counts. */
    void tornDown(TeardownOutcome outcome) {
        teardown = teardown.or(() -> Optional.of(outcome));
    }

    /** Whether it was seen that nothing is left. */
    boolean isClean() {
        return teardown.filter(TeardownOutcome::isClean).isPresent();
    }

    /** A secret stood where it must not, or it could not be told. */
    void leaked() {
        leaking = true;
    }

    /** Whether a secret stood where it must not. */
    boolean isLeaking() {
        return leaking;
    }

    RunOutcome conclusion(Optional<StageRunner.Fault> fault, Optional<ExitCode> over) {
        return new RunOutcome(
                fault,
                over,
                teardown,
                tiers.map(Tiers::ended).orElse(Map.of()),
                lint.map(Lint::status).orElse(RungStatus.UNVER));
    }

    /** The results of a run that is over. */
    Results results(
            RunId id,
            RecipeName recipe,
            RunOutcome conclusion,
            Instant startedAt,
            Instant finishedAt,
            Results.Timings timings,
            List<String> notes,
            Masker masker) {
        return new Results(
                Results.SCHEMA,
                id,
                recipe,
                history.map(found -> found.commit()),
                masker.mask(settings.map(RunSettings::source)
                        .map(RecipeSource::toString)
                        .orElse("unknown")),
                settings.flatMap(RunSettings::pullRequest),
                app.map(named -> Map.of(tested(), named.domain())).orElse(Map.of()),
                path.base().filter(from -> deploys > 0).map(UpgradePath.From::choice),
                deploys,
                conclusion.exit().verdict(),
                Level.of(conclusion.rungs()),
                startedAt,
                finishedAt,
                conclusion.tiers(masker, tested()),
                conclusion.rungs(),
                lint,
                screenshot,
                failure(conclusion, masker),
                notes,
                new Results.Flags(conclusion.isClean(), !leaking),
                timings);
    }

    private TestedApp tested() {
        return path.base().isPresent() ? TestedApp.UPGRADED : TestedApp.FRESH;
    }

    private static Optional<Results.Failure> failure(RunOutcome conclusion, Masker masker) {
        if (conclusion.exit() == ExitCode.PASSED) {
            return Optional.empty();
        }
        return Optional.of(conclusion
                .fault()
                .map(fault -> new Results.Failure(
                        fault.stage().code(),
                        masker.mask(fault.message()),
                        fault.cause().details().stream().map(masker::mask).toList()))
                .orElseGet(() -> new Results.Failure(RunStage.TEARDOWN.code(), "the run was cancelled", List.of())));
    }

    /**
     * Remembers that the commit failed, so that no upgrade begins at it. Only a whole run that passes says that it does
     * not any more.
     */
    void remember(ExitCode exit, RunId id, RecipeName recipe, Consumer<String> tell) {
        settings.ifPresent(asked -> history.map(History::commit).ifPresent(commit -> {
            var failed = new FailedRuns(asked.failedRuns(), tell);
            if (exit == ExitCode.FAILED) {
                failed.save(recipe, commit, id);
            } else if (exit == ExitCode.PASSED && asked.selection().equals(Selection.ALL)) {
                failed.forget(recipe, commit);
            }
        }));
    }
}
