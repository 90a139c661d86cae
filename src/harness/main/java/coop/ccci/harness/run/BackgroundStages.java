package coop.ccci.harness.run;

import coop.ccci.contract.Results.Lint;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.functional.RecipeTests;
import coop.ccci.harness.functional.TestSources;
import coop.ccci.harness.process.BackgroundTask;
import coop.ccci.harness.result.RunException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the stages on which no other depends in the background: compiling and linting. Closing waits for them. */
final class BackgroundStages implements AutoCloseable {
    private final StageRunner stages;
    private final Consumer<Lint> linted;
    private Optional<BackgroundTask<CompiledTests>> compiling = Optional.empty();
    private Optional<BackgroundTask<Lint>> linting = Optional.empty();

    /** @param linted takes what came of lint, when this is closed */
    BackgroundStages(StageRunner stages, Consumer<Lint> linted) {
        this.stages = stages;
        this.linted = linted;
    }

    /** Begins to compile the recipe's own tests, where it brings any. */
    void compile(RecipeTests tests) {
        compiling = tests.sources()
                .map(sources -> BackgroundTask.begin(
                        "compile",
                        () -> stages.run(RunStage.COMPILE, () -> tests.compile(sources), CompiledTests::describe)));
    }

    /** As {@link #compile}, of tests that the recipe itself brings: a mistake in them is its own. */
    void compileOwn(RecipeTests tests) {
        compiling = tests.sources()
                .map(sources -> BackgroundTask.begin(
                        "compile",
                        () -> stages.run(RunStage.COMPILE, () -> compiled(tests, sources), CompiledTests::describe)));
    }

    private static CompiledTests compiled(RecipeTests tests, TestSources sources) {
        try {
            return tests.compile(sources);
        } catch (RunException e) {
            throw OwnTests.ofTheRecipe(e);
        }
    }

    /** Begins to lint. */
    void lint(Supplier<Lint> rung) {
        linting = Optional.of(BackgroundTask.begin("lint", () -> stages.lint(rung)));
    }

    /**
     * Waits for the recipe's own tests.
     *
     * @return empty when the recipe brings no folder for them
     * @throws coop.ccci.harness.result.RunException of usage when one of them is wrong
     */
    Optional<CompiledTests> tests() {
        return compiling.map(BackgroundTask::await);
    }

    @Override
    public void close() {
        compiling.ifPresent(BackgroundTask::end);
        linting.flatMap(BackgroundTask::end).ifPresent(linted);
    }
}
