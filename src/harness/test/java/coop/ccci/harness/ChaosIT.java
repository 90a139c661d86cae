package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/chaos-harness}, on the real swarm: {@code eval "$(./cc-ci sandbox env)"}. */
class ChaosIT {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void nothing_of_a_run_that_is_killed_at_a_random_moment_outlives_the_start_of_the_next_one() throws Exception {
        assertThat(System.getenv("CCCI_ZONE"))
                .as("the sandbox; run: eval \"$(./cc-ci sandbox env)\"")
                .isNotBlank();
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(
                        REPOSITORY.resolve("bench").resolve("chaos-harness").toString(), "3")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // A zone of its own: the janitors of the tests beside this one do not do the work of those that are tested
        // here.
        builder.environment().compute("CCCI_ZONE", (name, zone) -> "chaos." + zone);
        var chaos = builder.start();
        try {
            assertThat(chaos.waitFor(8, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(chaos.exitValue()).as(Files.readString(output)).isZero();
            assertThat(output).content().contains("3 kills, ").contains("0 leftovers; the last run has passed");
        } finally {
            chaos.destroy();
        }
    }
}
