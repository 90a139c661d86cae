package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingLocalTest {
    @ParameterizedTest
    @ValueSource(strings = {"--local", "--local=true", "-l", "-nl"})
    void row_21_abra_is_never_asked_to_run_a_function_of_the_recipe_on_this_machine(String flag) {
        assertThatThrownBy(() -> Abra.requireNothingLocal(List.of("app", "command", "x.example.org", flag, "seed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine");
    }

    /** No program is started: the one that is named here is none. */
    @Test
    void row_21_whatever_abra_is_asked_is_looked_at_first(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("machine/servers/default"));
        var abra = new Abra(
                Path.of("/nowhere/abra"),
                AbraFolder.make(folder.resolve("own"), folder.resolve("machine"), "default"),
                Map.of("PATH", "/usr/bin:/bin"),
                new ProcessRunner(new Masker(), line -> {}),
                new Stopwatch());
        var app = RunApp.ofDomain(new Zone("ci.test"), "cust-abcdef.ci.test").orElseThrow();
        var deadline = Deadline.lasting(Duration.ofMinutes(5));

        assertThatThrownBy(() -> abra.command(app, new PostCommand("app", "--local", List.of()), deadline))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine");
        assertThatThrownBy(() -> abra.newApp(new RecipeName("l"), app, deadline))
                .isNotInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_a_function_is_given_may_be_called_anything() {
        assertThatCode(() -> Abra.requireNothingLocal(List.of(
                        "app", "command", "x.example.org", "app", "seed", "-n", "-C", "-o", "--", "--local", "-l")))
                .doesNotThrowAnyException();
    }
}
