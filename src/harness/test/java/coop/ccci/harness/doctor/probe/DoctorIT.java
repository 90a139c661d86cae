package coop.ccci.harness.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.doctor.ProbeResult;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The doctor on the real sandbox: {@code eval "$(./cc-ci sandbox env)"}. */
class DoctorIT {
    private final List<String> log = new ArrayList<>();

    private Doctor doctor() {
        assertThat(System.getenv("CCCI_ZONE"))
                .as("the environment of the sandbox; run: eval \"$(./cc-ci sandbox env)\"")
                .isNotBlank();
        return Doctor.of(
                new DoctorSettings(System.getenv(), Optional.empty()),
                Deadline.lasting(Duration.ofMinutes(10)),
                line -> {
                    synchronized (log) {
                        log.add(line);
                    }
                });
    }

    private static List<String> red(List<ProbeResult> all) {
        return all.stream()
                .filter(one -> !one.finding().isHolding())
                .map(one -> one.assumption().id() + ": " + one.finding().detail())
                .toList();
    }

    @Test
    void on_the_sandbox_all_holds_with_an_app_deployed_and_nothing_of_it_is_left() throws Exception {
        var all = doctor().examine(true, examined -> {}).results();

        assertThat(red(all)).as(String.join("\n", log)).isEmpty();
        assertThat(log).as("a secret's value is in the log").noneMatch(line -> line.contains("\"value\""));
        var made = all.stream()
                .filter(one -> one.assumption().id().equals("deep.ready"))
                .map(one -> one.finding().detail().split(",", 2)[0])
                .findFirst()
                .orElseThrow();
        var zone = new Zone(System.getenv("CCCI_ZONE"));
        try (var docker = new DockerApi(System.getenv().getOrDefault("DOCKER_HOST", DockerApi.DEFAULT_HOST))) {
            assertThat(new Swarm(docker, zone)
                            .leftOf(RunApp.ofDomain(zone, made).orElseThrow()))
                    .isEmpty();
        }
        assertThat(Path.of(System.getenv("ABRA_DIR"), "servers", "default", made + ".env"))
                .doesNotExist();
        assertThat(Files.exists(Path.of("/run/lock/cc-ci", made + ".lock"))).isFalse();
    }

    @Test
    void without_deep_looks_it_deploys_nothing() {
        var all = doctor().examine(false, examined -> {}).results();

        assertThat(red(all)).as(String.join("\n", log)).isEmpty();
        assertThat(log)
                .filteredOn(line -> line.startsWith("$ ") && line.contains(" app deploy"))
                .allMatch(line -> line.endsWith("--help"));
    }
}
