package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is to look at what swarm holds is asked after each deploy; that it is the filter's memory, ArchitectureTest holds. */
class ReadBackTest {
    private static final RunApp APP =
            RunApp.ofDomain(new Zone("ci.test"), "cust-abcdef.ci.test").orElseThrow();

    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private Abra abra(String program, Consumer<RunApp> deployed) throws IOException {
        Files.createDirectories(folder.resolve("machine/servers/default"));
        return new Abra(
                Path.of(program),
                AbraFolder.make(folder.resolve("own"), folder.resolve("machine"), "default"),
                Map.of("PATH", "/usr/bin:/bin"),
                new ProcessRunner(new Masker(), line -> {}),
                new Stopwatch(),
                deployed);
    }

    @Test
    void row_21_after_each_deploy_it_is_looked_at_what_swarm_holds() throws IOException {
        var looked = new ArrayList<RunApp>();
        var abra = abra("/bin/true", looked::add);

        abra.deploy(APP, deadline);
        assertThat(looked).isEqualTo(List.of(APP));

        abra.deploy(APP, deadline);
        assertThat(looked).isEqualTo(List.of(APP, APP));
    }

    @Test
    void row_21_a_deploy_after_which_swarm_holds_something_else_is_none() throws IOException {
        var abra = abra("/bin/true", app -> {
            throw RunException.environment("not what was let through");
        });

        assertThatThrownBy(() -> abra.deploy(APP, deadline))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.ENVIRONMENT));
    }
}
