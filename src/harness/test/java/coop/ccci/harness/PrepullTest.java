package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.ImagePruning;
import coop.ccci.harness.swarm.Prepull;
import coop.ccci.harness.swarm.PulledImages;
import coop.ccci.harness.swarm.Registries;
import coop.ccci.harness.swarm.RegistryLogins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a fake of Docker that answers in the words of a real one. */
class PrepullTest {
    private final Deadline deadline = Deadline.lasting(Duration.ofMinutes(5));

    @TempDir
    Path state;

    private FakeDocker fake;
    private DockerApi docker;

    @BeforeEach
    void setUp() {
        fake = new FakeDocker(state);
        docker = new DockerApi(fake.host(), RegistryLogins.NONE.onlyFor(Registries.parse("127.0.0.1:5000, ghcr.io")));
    }

    @AfterEach
    void tearDown() {
        docker.close();
        fake.close();
    }

    private String pulled(String... images) {
        return new Prepull(docker, remembered(Instant.EPOCH)).of(List.of(images), deadline);
    }

    private PulledImages remembered(Instant now) {
        return new PulledImages(state.resolve("remembered"), Clock.fixed(now, ZoneOffset.UTC), told -> {});
    }

    private void refused(ExitCode exit, String words, String... images) {
        assertThatThrownBy(() -> pulled(images))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(exit))
                .hasMessageContaining(words);
    }

    @Test
    void every_image_is_asked_for_once_and_by_one_version() throws Exception {
        assertThat(pulled("nginx", "nginx:latest", "ghcr.io/org/x:1.2@sha256:abc", "127.0.0.1:5000/y:2"))
                .isEqualTo("3 images are here");

        assertThat(Files.readAllLines(state.resolve("pulled")))
                .containsExactlyInAnyOrder(
                        "fromImage=nginx&tag=latest",
                        "fromImage=ghcr.io/org/x&tag=sha256:abc",
                        "fromImage=127.0.0.1:5000/y&tag=2");
    }

    @Test
    void an_image_that_its_registry_does_not_have_is_the_recipe_s_fault_even_when_this_machine_has_it()
            throws Exception {
        Files.createFile(state.resolve("images-here"));

        refused(
                ExitCode.FAILED,
                "the image missing:1 cannot be had: manifest for missing:1 not found",
                "x",
                "missing:1");
    }

    @Test
    void a_refused_pull_is_blamed_on_logins_that_cannot_be_read_and_never_on_the_recipe() throws Exception {
        refused(ExitCode.FAILED, "pull access denied for private", "private:1");

        docker.close();
        docker = new DockerApi(fake.host(), RegistryLogins.read(Files.writeString(state.resolve("config.json"), "{")));

        refused(ExitCode.ENVIRONMENT, "pull access denied for private", "private:1");
        refused(ExitCode.ENVIRONMENT, state.resolve("config.json") + " cannot be read", "private:1");
        refused(ExitCode.FAILED, "manifest unknown", "missing:1");
        assertThat(pulled("nginx")).isEqualTo("1 image is here");
    }

    @Test
    void a_registry_that_does_not_answer_is_not_the_recipe_s_fault() {
        refused(ExitCode.ENVIRONMENT, "connection refused; is that server up", "unreachable:1");
    }

    @Test
    void a_registry_that_does_not_answer_does_not_keep_a_run_from_an_image_that_is_here() throws Exception {
        Files.createFile(state.resolve("images-here"));

        assertThat(pulled("unreachable:1"))
                .startsWith("1 image is here; not asked for again: unreachable:1 (Get")
                .contains("connection refused");
    }

    @Test
    void a_full_disk_in_the_middle_of_a_pull_is_not_the_recipe_s_fault() {
        refused(ExitCode.ENVIRONMENT, "no space left on device; make room", "large:1");
    }

    @Test
    void what_is_no_image_is_the_recipe_s_fault() {
        refused(ExitCode.FAILED, "\"\" is not the name of an image", "");
        refused(ExitCode.FAILED, "\"a b\" is not the name of an image", "a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:5001/x", "localhost/x", "LOCALHOST:5000/x", "127.1/x", "[::1]:5000/x", "10.1.2.3/x"})
    void row_18_no_registry_of_this_machine_or_its_network_is_asked_unless_it_is_listed(String image) {
        refused(ExitCode.FAILED, "where images are taken only from registries that the operator lists", image);

        assertThat(state.resolve("pulled")).doesNotExist();
    }

    @Test
    void row_18_a_login_that_is_kept_back_is_told_and_is_not_the_recipe_s_fault() throws Exception {
        docker.close();
        docker = new DockerApi(
                fake.host(),
                RegistryLogins.read(Files.writeString(
                        state.resolve("config.json"),
                        "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"bWF5YTpwdw==\"}}}")));

        refused(ExitCode.ENVIRONMENT, "list docker.io/library/private there", "private:1");
    }

    @Test
    void row_19_the_words_of_a_foreign_registry_are_cut_and_on_one_line() {
        assertThatThrownBy(() -> pulled("talkative:1"))
                .isInstanceOf(RunException.class)
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("no such thing [31m word", "…; name one that exists")
                        .hasSizeLessThan(400)
                        .doesNotContain("\n", "\u001b", "\u202e"));
    }

    @Test
    void docker_gone_is_not_the_recipe_s_fault() {
        fake.close();

        refused(ExitCode.ENVIRONMENT, "Docker does not answer at tcp://", "x:1");
    }

    @Test
    void an_image_that_came_for_a_run_and_lost_its_name_is_removed_a_day_later_and_no_other_one() throws Exception {
        var own = "sha256:" + "a".repeat(64);
        var older = "sha256:" + "b".repeat(64);
        Files.createFile(state.resolve("images-here"));
        Files.writeString(state.resolve("image.json"), "{\"Id\":\"" + own + "\"}");
        Files.writeString(state.resolve("images.json"), "[{\"Id\":\"" + older + "\"}]");
        pulled("x:1");
        Files.writeString(state.resolve("image.json"), "{\"Id\":\"" + older + "\"}");
        pulled("y:1");
        Files.writeString(state.resolve("images.json"), "[{\"Id\":\"" + own + "\"},{\"Id\":\"" + older + "\"}]");
        Files.createDirectories(state.resolve("images"));
        Files.writeString(state.resolve("images").resolve(own), "");
        Files.writeString(state.resolve("images").resolve(older), "");

        assertThat(pruned(Instant.EPOCH.plus(Duration.ofHours(23)))).isZero();
        assertThat(pruned(Instant.EPOCH.plus(Duration.ofHours(25)))).isOne();
        assertThat(state.resolve("images")).isDirectoryContaining(file -> file.endsWith(older));
        assertThat(state.resolve("images")).isDirectoryNotContaining(file -> file.endsWith(own));
        assertThat(pruned(Instant.EPOCH.plus(Duration.ofDays(99)))).isZero();
    }

    private int pruned(Instant now) {
        return new ImagePruning(docker, remembered(now)).prune(deadline);
    }
}
