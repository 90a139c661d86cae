package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.program.ProgramCaller;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./cc-ci host} on a real swarm with the sandbox's abra: {@code eval "$(./cc-ci sandbox env)"}. In place of
 * Drone it deploys the sample recipe, which is an app of a recipe like any other.
 */
class HostIT {
    private static final Duration MINUTES = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final String name = "host-part-" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + "." + System.getenv("CCCI_ZONE");
    private final String stack = domain.replace('.', '_');
    private ProgramCaller programs;
    private Path config;

    @BeforeEach
    void setUp() throws IOException {
        var abra = Files.createDirectories(folder.resolve("abra"));
        Files.createSymbolicLink(
                abra.resolve("catalogue"), Path.of(System.getenv("ABRA_DIR")).resolve("catalogue"));
        programs = new ProcessCaller(Map.of(
                "ABRA_DIR", abra.toString(),
                "CCCI_LOCK_DIR", folder.resolve("locks").toString()));
        config = folder.resolve("host.json");
        Files.writeString(folder.resolve("secret"), "made up\n");
        configure("1.0.0+1.35.0");
    }

    @AfterEach
    void tearDown() {
        call("docker", "stack", "rm", stack);
        // A task that still goes holds the volumes; the daemon says when it has gone.
        var volumes =
                call("docker", "volume", "ls", "--quiet", "--filter", "label=com.docker.stack.namespace=" + stack);
        volumes.output().lines().forEach(volume -> {
            var containers = call("docker", "ps", "--all", "--quiet", "--filter", "volume=" + volume);
            containers.output().lines().forEach(container -> call("docker", "rm", "--force", container));
            call("docker", "volume", "rm", "--force", volume);
        });
        call("docker", "secret", "ls", "--quiet", "--filter", "name=" + stack)
                .output()
                .lines()
                .forEach(secret -> call("docker", "secret", "rm", secret));
    }

    @Test
    void a_swarm_that_is_there_is_left_as_it_is() {
        assertThat(host("reconcile", "swarm", "--check")).isEqualTo(new CallOutput(0, "swarm: unchanged\n", ""));
        assertThat(host("reconcile", "swarm")).isEqualTo(new CallOutput(0, "swarm: unchanged\n", ""));
    }

    @Test
    void an_app_of_a_recipe_is_deployed_once_and_again_only_when_its_release_is_another() throws IOException {
        assertThat(host("status").code()).isEqualTo(10);

        var made = host("reconcile", "all");
        assertThat(made.code()).as(made.output() + made.errors()).isZero();
        assertThat(made.output().lines())
                .contains("swarm: unchanged", "drone: made the app " + domain + " of custom-html 1.0.0+1.35.0")
                .last()
                .asString()
                .startsWith("drone: changed: ");
        assertThat(asked("{{json .PreviousSpec}}"))
                .as("it was deployed, and nothing was changed after that")
                .isEqualTo("null\n");
        var updated = updatedAt();

        assertThat(host("status")).isEqualTo(new CallOutput(0, "swarm: unchanged\ndrone: unchanged\n", ""));
        assertThat(host("reconcile", "all").output()).isEqualTo("swarm: unchanged\ndrone: unchanged\n");
        assertThat(updatedAt()).isEqualTo(updated);

        configure("1.1.0+1.35.0");
        assertThat(host("reconcile", "drone", "--check").code()).isEqualTo(10);
        assertThat(updatedAt()).isEqualTo(updated);
        var upgraded = host("reconcile", "drone");
        assertThat(upgraded.output()).contains("drone: deployed custom-html 1.1.0+1.35.0 over it");
        assertThat(asked("{{.PreviousSpec.Labels}}"))
                .as("what swarm goes back to is the release from before")
                .contains("version:1.0.0+1.35.0");
        assertThat(host("status").code()).isZero();

        call("docker", "service", "rollback", "--detach", "--quiet", stack + "_app");
        assertThat(host("status").output()).contains("drone: differs: swarm has rolled back the service ");
        assertThat(host("reconcile", "drone").output()).contains("drone: deployed custom-html 1.1.0+1.35.0 over it");
        assertThat(host("status").code()).isZero();
    }

    /** Asked of the sandbox's backup bot, which is not ours to change. */
    @Test
    void a_program_answers_out_of_a_service_s_container_and_the_containers_of_an_image_are_known() {
        var docker = new SwarmCalls(programs);
        var bot = "ccci-backupbot_app";
        var images = docker.images(System.getenv("CCCI_REGISTRY") + "/ccci/backupbot");

        assertThat(docker.inContainer(bot, List.of("restic", "--no-cache", "--no-lock", "--json", "snapshots")))
                .hasValueSatisfying(answer -> assertThat(answer.code())
                        .as(answer.output() + answer.errors())
                        .isZero());
        assertThat(docker.inContainer("no-such-service", List.of("true"))).isEmpty();
        assertThat(images).isNotEmpty();
        assertThat(docker.containersOf(images.get(0), List.of(bot)))
                .as("the one that runs, and none that has ended")
                .hasSize(1);
        assertThat(docker.images("no-such-image")).isEmpty();
    }

    private void configure(String version) throws IOException {
        Files.writeString(
                config,
                """
                {
                  "version": 1,
                  "domain": "%s",
                  "parts": ["swarm", "drone"],
                  "swarm": {"advertiseAddress": "127.0.0.1"},
                  "drone": {"recipe": "custom-html", "version": "%s", "domain": "%s",
                    "settings": {"TIMEOUT": "90"}, "secrets": {"auth_pass": "%s"}}
                }
                """
                        .formatted(System.getenv("CCCI_ZONE"), version, domain, folder.resolve("secret")));
    }

    private String updatedAt() {
        return asked("{{.UpdatedAt}}");
    }

    private String asked(String format) {
        return call("docker", "service", "inspect", "--format", format, stack + "_app")
                .output();
    }

    private CallOutput host(String... words) {
        var all = new ArrayList<>(List.of(System.getProperty("ccci.command"), "host"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", config.toString()));
        return programs.call(all, "", MINUTES);
    }

    private CallOutput call(String... words) {
        return programs.call(List.of(words), "", MINUTES);
    }
}
