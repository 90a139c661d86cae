package coop.ccci.harness.run;

import coop.ccci.contract.DependencyResult;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Level;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.base.FailedRuns;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.report.KeptAppGuide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Builds the results of a run of what it has found out.
 *
 * @param state the last state
 */
record ResultsBuilder(RunState state) {
    RunOutcome conclusion(Optional<StageRunner.Fault> fault, Optional<ExitCode> over) {
        return new RunOutcome(
                fault,
                over,
                state.teardown(),
                state.tiers(),
                state.lint().map(Lint::status).orElse(RungStatus.UNVER));
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
            Optional<String> summary,
            Masker masker) {
        return new Results(
                Results.SCHEMA,
                id,
                recipe,
                state.history().map(History::commit),
                masker.mask(state.settings()
                        .map(RunSettings::source)
                        .map(RecipeSource::toString)
                        .orElse("unknown")),
                state.settings().flatMap(RunSettings::pullRequest),
                domains(),
                base(),
                state.deployed().size(),
                conclusion.exit().verdict(),
                Level.of(conclusion.rungs()),
                startedAt,
                finishedAt,
                conclusion.tiers(masker),
                conclusion.rungs(),
                state.lint(),
                state.isPictured() ? Optional.of(RunDirectory.SCREENSHOT) : Optional.empty(),
                summary,
                failure(conclusion, masker),
                notes,
                new Results.Flags(conclusion.isClean(), !state.isLeaking()),
                timings,
                state.needed().stream().map(one -> masked(one, masker)).toList(),
                state.kept().stream().map(KeptAppGuide::app).toList());
    }

    private static DependencyResult masked(DependencyResult one, Masker masker) {
        return new DependencyResult(
                one.recipe(), one.version(), one.domain(), one.failure().map(masker::mask), one.duration());
    }

    private Map<TestedApp, String> domains() {
        return state.apps().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, app -> app.getValue()
                .domain()));
    }

    private Optional<Results.Base> base() {
        return state.path()
                .base()
                .filter(from -> state.apps().containsKey(TestedApp.UPGRADED))
                .map(UpgradePath.From::choice);
    }

    private static Optional<Results.Failure> failure(RunOutcome conclusion, Masker masker) {
        if (conclusion.exit() == ExitCode.PASSED) {
            return Optional.empty();
        }
        return Optional.of(conclusion
                .fault()
                .map(fault -> new Results.Failure(
                        fault.stage(),
                        masker.mask(fault.message()),
                        fault.cause().details().stream().map(masker::mask).toList()))
                .orElseGet(() -> new Results.Failure(RunStage.TEARDOWN.code(), "the run was cancelled", List.of())));
    }

    /**
     * Remembers that the commit failed, so that no upgrade begins at it. Only a whole run that passes says that it does
     * not any more.
     */
    void remember(ExitCode exit, RunId id, RecipeName recipe, Consumer<String> tell) {
        state.settings().ifPresent(asked -> state.history().map(History::commit).ifPresent(commit -> {
            var failed = new FailedRuns(asked.state().resolve("failed-runs"), tell);
            if (exit == ExitCode.FAILED) {
                failed.save(recipe, commit, id);
            } else if (exit == ExitCode.PASSED && asked.selection().equals(Selection.ALL)) {
                failed.forget(recipe, commit);
            }
        }));
    }
}
