package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.process.Subprocess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample recipe reaches the top by a run as a maintainer starts it. The table of them is printed at the end. */
@EnabledIfEnvironmentVariable(named = "CCCI_TEST_ALL", matches = ".+", disabledReason = "./cc-ci test --all does this")
class SampleRecipesIT {
    /** With the image, which is made at the first time. */
    private static final Duration A_RUN = Duration.ofMinutes(20);

    private static final List<String> TABLE = new ArrayList<>();

    @TempDir
    Path runs;

    @ParameterizedTest
    @MethodSource
    void a_run_of_it_reaches_level_5(String recipe) throws Exception {
        var sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
        var run = Subprocess.of(
                        sandbox.settings().home().resolve("cc-ci").toString(),
                        "run",
                        recipe,
                        "--runs-dir",
                        runs.toString(),
                        "--run-id",
                        "1")
                .within(A_RUN);
        sandbox.exports().environment(System.getenv()).forEach(run::with);
        var said = "";
        try {
            run.run();
        } catch (SandboxException e) {
            said = e.getMessage();
        }

        var results =
                ContractJson.read(RunDirectory.of(runs, new RunId(1)).results()).orElseThrow();
        TABLE.add(row(results));
        assertThat(results.verdict()).as(said).isEqualTo(Verdict.PASSED);
        assertThat(results.level()).as(said).isEqualTo(5);
    }

    static Stream<String> a_run_of_it_reaches_level_5() {
        return SampleRecipe.all(SandboxSettings.of(System.getenv()).home()).stream()
                .map(recipe -> recipe.name().value());
    }

    @AfterAll
    static void printTable() {
        System.out.println("recipe           verdict    level   time");
        TABLE.forEach(System.out::println);
    }

    private static String row(Results results) {
        return "%-16s %-10s %5d %5d s"
                .formatted(
                        results.recipe().value(),
                        results.verdict().code(),
                        results.level(),
                        Duration.between(results.startedAt(), results.finishedAt())
                                .toSeconds());
    }
}
