package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./cc-ci host} on a real swarm with the sandbox's abra: {@code eval "$(./cc-ci sandbox env)"}. In place of
 * Drone it deploys the sample recipe, which is an app of a recipe like any other.
 */
class HostIT {
    private static final String RELEASE = "1.0.0+1.35.0";
    private static final String NEXT_RELEASE = "1.1.0+1.35.0";

    @TempDir
    private Path folder;

    private AppOnSwarm app;

    @BeforeEach
    void setUp() throws IOException {
        app = new AppOnSwarm(folder, "host-part");
        Files.createSymbolicLink(
                app.abra().resolve("catalogue"),
                Path.of(System.getenv("ABRA_DIR")).resolve("catalogue"));
        Files.writeString(folder.resolve("secret"), "made up\n");
        wish(RELEASE);
    }

    @AfterEach
    void tearDown() {
        app.close();
    }

    @Test
    void a_swarm_that_is_there_is_left_as_it_is() {
        assertThat(app.host("reconcile", "swarm", "--check")).isEqualTo(new CallOutput(0, "swarm: unchanged\n", ""));
        assertThat(app.host("reconcile", "swarm")).isEqualTo(new CallOutput(0, "swarm: unchanged\n", ""));
    }

    @Test
    void an_app_of_a_recipe_is_deployed_once_and_again_only_when_its_release_is_another() throws IOException {
        assertThat(app.host("status").code()).isEqualTo(10);

        var made = app.host("reconcile", "all");
        assertThat(made.code()).as(made.output() + made.errors()).isZero();
        assertThat(made.output().lines())
                .contains("swarm: unchanged", "drone: made the app " + app.domain() + " of custom-html " + RELEASE)
                .last()
                .asString()
                .startsWith("drone: changed: ");
        assertThat(app.asked("{{json .PreviousSpec}}"))
                .as("it was deployed, and nothing was changed after that")
                .isEqualTo("null\n");
        var updated = updatedAt();

        assertThat(app.host("status")).isEqualTo(new CallOutput(0, "swarm: unchanged\ndrone: unchanged\n", ""));
        assertThat(app.host("reconcile", "all").output()).isEqualTo("swarm: unchanged\ndrone: unchanged\n");
        assertThat(updatedAt()).isEqualTo(updated);

        wish(NEXT_RELEASE);
        assertThat(app.host("reconcile", "drone", "--check").code()).isEqualTo(10);
        assertThat(updatedAt()).isEqualTo(updated);
        var upgraded = app.host("reconcile", "drone");
        assertThat(upgraded.output()).contains("drone: deployed custom-html " + NEXT_RELEASE + " over it");
        assertThat(app.asked("{{.PreviousSpec.Labels}}"))
                .as("what swarm goes back to is the release from before")
                .contains("version:" + RELEASE);
        assertThat(app.host("status").code()).isZero();

        app.call("docker", "service", "rollback", "--detach", "--quiet", app.stack() + "_app");
        assertThat(app.host("status").output()).contains("drone: differs: swarm has rolled back the service ");
        assertThat(app.host("reconcile", "drone").output())
                .contains("drone: deployed custom-html " + NEXT_RELEASE + " over it");
        assertThat(app.host("status").code()).isZero();
    }

    @Test
    void of_two_at_once_one_does_it_and_the_other_finds_it_done() {
        var both = List.of(
                CompletableFuture.supplyAsync(() -> app.host("reconcile", "all")),
                CompletableFuture.supplyAsync(() -> app.host("reconcile", "all")));
        var outputs = both.stream().map(CompletableFuture::join).toList();

        assertThat(outputs).extracting(CallOutput::code).as(outputs.toString()).containsOnly(0);
        assertThat(outputs)
                .extracting(CallOutput::output)
                .satisfiesOnlyOnce(text -> assertThat(text).contains("drone: made the app ", "drone: changed: "))
                .satisfiesOnlyOnce(text -> assertThat(text).endsWith("swarm: unchanged\ndrone: unchanged\n"));
        assertThat(app.asked("{{json .PreviousSpec}}"))
                .as("it was deployed once")
                .isEqualTo("null\n");
    }

    @Test
    void a_stack_of_somebody_else_that_has_its_name_is_told_and_left_as_it_is() {
        var image = System.getenv("CCCI_REGISTRY") + "/ccci/backupbot:0.14.0";
        var made = app.call(
                "docker",
                "service",
                "create",
                "--detach",
                "--replicas=0",
                "--label=com.docker.stack.namespace=" + app.stack(),
                "--name=" + app.stack() + "_app",
                image);
        assertThat(made.code()).as(made.errors()).isZero();
        var before = app.asked("{{json .}}");

        var refused = app.host("reconcile", "drone");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output() + refused.errors())
                .contains("drone: ", "there is a stack " + app.stack() + " that abra did not deploy; remove it, or");
        assertThat(app.asked("{{json .}}")).isEqualTo(before);
        assertThat(app.call("docker", "secret", "ls", "--filter=name=" + app.stack(), "--quiet")
                        .output())
                .isEmpty();
    }

    /** Asked of the sandbox's backup bot, which is not ours to change. */
    @Test
    void a_program_answers_out_of_a_service_s_container_and_the_containers_of_an_image_are_known() {
        var docker = new SwarmCalls(app.programs());
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

    private void wish(String version) throws IOException {
        app.wish(
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
                        .formatted(System.getenv("CCCI_ZONE"), version, app.domain(), folder.resolve("secret")));
    }

    private String updatedAt() {
        return app.asked("{{.UpdatedAt}}");
    }
}
