package coop.ccci.harness.run;

import coop.ccci.contract.Results.Lint;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.functional.RecipeTests;
import coop.ccci.harness.process.Beside;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a run does beside its other stages, because it depends on none of them. Closing waits for what still goes on. */
final class Alongside implements AutoCloseable {
    private final Stages stages;
    private final Consumer<Lint> linted;
    private Optional<Beside<CompiledTests>> compiling = Optional.empty();
    private Optional<Beside<Lint>> linting = Optional.empty();

    /** @param linted takes what came of lint, when this is closed */
    Alongside(Stages stages, Consumer<Lint> linted) {
        this.stages = stages;
        this.linted = linted;
    }

    /** Begins to compile the recipe's own tests, where it brings any. */
    void compile(RecipeTests tests) {
        compiling = tests.sources()
                .map(sources -> Beside.begin(
                        "compile",
                        () -> stages.run(Stage.COMPILE, () -> tests.compile(sources), CompiledTests::shown)));
    }

    /** Begins to lint. */
    void lint(Supplier<Lint> rung) {
        linting = Optional.of(Beside.begin("lint", () -> stages.lint(rung)));
    }

    /**
     * Waits for the recipe's own tests.
     *
     * @return empty when the recipe brings no folder for them
     * @throws coop.ccci.harness.result.RunFault of usage when one of them is wrong
     */
    Optional<CompiledTests> tests() {
        return compiling.map(Beside::await);
    }

    @Override
    public void close() {
        compiling.ifPresent(Beside::end);
        linting.flatMap(Beside::end).ifPresent(linted);
    }
}
