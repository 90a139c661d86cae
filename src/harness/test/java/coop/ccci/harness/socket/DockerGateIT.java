package coop.ccci.harness.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.judge.ServiceLimits;
import coop.ccci.harness.swarm.DeployedServices;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Registries;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate before a real swarm, with Docker's own command line in the place of abra: no policy has read these files. */
class DockerGateIT {
    private static final String HOST = System.getenv().getOrDefault("DOCKER_HOST", DockerApi.DEFAULT_HOST);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> log = new ArrayList<>();
    private final ProcessRunner programs = new ProcessRunner(new Masker(), log::add);
    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));
    private final RunApp app = RunApp.named(
            new RecipeName("gate"),
            new Zone("gate.test"),
            List.of(UUID.randomUUID().toString()));
    private DockerGate gate;

    @TempDir
    Path folder;

    @BeforeEach
    void setUp() {
        var registries = Registries.parse(System.getenv().getOrDefault(Registries.VARIABLE, "127.0.0.1:5000"));
        var rules = DockerGate.rules(registries, ServiceLimits.DEFAULT, folder);
        var wishes = new DockerGate.Wishes(HOST, "default", System.getenv(), false, rules);
        gate = new DockerGate(wishes, programs, deadline, told -> {}, log::add);
        assertThat(gate.missing()).as("./cc-ci doctor tells").isEmpty();
        gate.admit(app);
    }

    @AfterEach
    void tearDown() {
        run(programs, "docker", "stack", "rm", app.stack());
        await().atMost(LONG).until(() -> run(programs, "docker", "ps", "-aq", "--filter", label())
                .output()
                .isBlank());
        for (var kind : List.of("volume", "network")) {
            var left = run(programs, "docker", kind, "ls", "-q", "--filter", label());
            left.output().lines().forEach(name -> run(programs, "docker", kind, "rm", name));
        }
        gate.close();
    }

    private String label() {
        return "label=com.docker.stack.namespace=" + app.stack();
    }

    private ProcessResult run(ProcessRunner by, String... words) {
        return by.run(new ProcessSpec(List.of(words), folder, System.getenv(), LONG, true), deadline);
    }

    private ProcessResult behindTheGate(String... words) {
        return run(gate.around(programs), words);
    }

    private ProcessResult deploy(ProcessRunner by, String compose) throws Exception {
        var registry = System.getenv().getOrDefault("CCCI_TEST_IMAGE", "127.0.0.1:5000/ccci/web:1.35.0");
        var file = Files.writeString(folder.resolve("compose.yml"), compose.replace("IMAGE", registry));
        return run(by, "docker", "stack", "deploy", "-c", file.toString(), app.stack());
    }

    @Test
    void row_21_a_bind_of_the_machine_by_a_volume_s_options_is_refused_where_only_the_filter_looks() throws Exception {
        var deployed = deploy(
                gate.around(programs),
                """
                version: "3.8"
                services:
                  app: {image: "IMAGE", volumes: ["host:/host"]}
                volumes:
                  host: {driver: local, driver_opts: {type: tmpfs, o: bind, device: /}}
                """);

        assertThat(deployed.well()).isFalse();
        assertThat(deployed.errors()).contains("VolumeOptions.DriverConfig.Options", "the mount option \"o=bind\"");
        assertThat(run(programs, "docker", "service", "ls", "-q", "--filter", label())
                        .output())
                .isBlank();
    }

    @Test
    void an_app_is_deployed_asked_and_removed_through_the_filter() throws Exception {
        var deployed = deploy(
                gate.around(programs),
                """
                version: "3.8"
                services:
                  app:
                    image: "IMAGE"
                    entrypoint: ["sh", "-c", "echo begun; sleep 600"]
                    stop_grace_period: 1s
                    volumes: ["data:/data"]
                    networks: [internal]
                volumes: {data: {}}
                networks: {internal: {driver: overlay}}
                """);
        assertThat(deployed.errors()).doesNotContain("cc-ci");
        assertThat(deployed.well()).isTrue();
        var container = await().atMost(LONG)
                .until(
                        () -> behindTheGate("docker", "ps", "-q", "--filter", label())
                                .output()
                                .strip(),
                        id -> !id.isEmpty());

        assertThat(behindTheGate("sh", "-c", "echo words | docker exec -i " + container + " cat")
                        .output())
                .isEqualTo("words\n");
        await().atMost(LONG)
                .until(() -> behindTheGate("docker", "logs", container).output().contains("begun"));
        try (var docker = new DockerApi(HOST)) {
            gate.requireAsJudged(app, new DeployedServices(docker));
        }
        assertThat(behindTheGate("docker", "ps", "-q").output().lines()).hasSize(2);
        assertThat(behindTheGate("docker", "stack", "rm", app.stack()).well()).isTrue();
    }

    @Test
    void row_21_what_came_past_the_filter_is_found_when_it_is_read_back() throws Exception {
        deploy(
                programs,
                "{version: '3.8', services: {app: {image: IMAGE, cap_add: [SYS_ADMIN], stop_grace_period: 1s}}}");

        try (var docker = new DockerApi(HOST)) {
            var held = new DeployedServices(docker).ofStack(app.stack());
            assertThatThrownBy(() -> gate.requireAsJudged(app, held, List.of()))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("came past cc-ci's filter");
        }
    }
}
