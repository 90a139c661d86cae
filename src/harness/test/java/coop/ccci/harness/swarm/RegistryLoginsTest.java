package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryLoginsTest {
    @TempDir
    Path folder;

    private RegistryLogins written(String json) throws Exception {
        return RegistryLogins.read(Files.writeString(folder.resolve("config.json"), json))
                .onlyFor(Registries.parse("ghcr.io, docker.io, quay.io, evil.example.org"));
    }

    private static String auth(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_login_is_given_to_its_own_registry_alone_and_its_password_is_known_as_secret() throws Exception {
        var logins = written("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth("maya:to:ken") + "\"},"
                + "\"https://index.docker.io/v1/\":{\"auth\":\"" + auth("hub:pass") + "\"}}}");

        assertThat(logins.header(ImageReference.parse("ghcr.io/org/x")).map(RegistryLoginsTest::decoded))
                .contains("{\"username\":\"maya\",\"password\":\"to:ken\",\"serveraddress\":\"ghcr.io\"}");
        assertThat(logins.header(ImageReference.parse("nginx"))
                        .map(RegistryLoginsTest::decoded)
                        .orElseThrow())
                .contains("\"username\":\"hub\"");
        assertThat(logins.header(ImageReference.parse("evil.example.org/x"))).isEmpty();
        assertThat(logins.secrets()).containsExactlyInAnyOrder("to:ken", "pass");
    }

    private static String decoded(String header) {
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    @Test
    void without_a_file_or_with_one_that_cannot_be_read_there_are_no_logins() throws Exception {
        assertThat(RegistryLogins.read(folder.resolve("none"))
                        .onlyFor(Registries.parse("docker.io"))
                        .header(ImageReference.parse("nginx")))
                .isEmpty();
        assertThat(written("{").secrets()).isEmpty();
        assertThat(written("{\"auths\":{\"ghcr.io\":{\"auth\":\"%%\"}},\"credsStore\":\"x\"}")
                        .header(ImageReference.parse("ghcr.io/x")))
                .isEmpty();
    }

    @Test
    void row_18_a_login_is_used_for_nothing_that_the_operator_does_not_list() throws Exception {
        var logins = written("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth("maya:token") + "\"}}}");
        var ours = ImageReference.parse("ghcr.io/our-org/x:1");
        var others = ImageReference.parse("ghcr.io/our-organisation/x:1");

        var unlisted = logins.onlyFor(Registries.NONE);
        assertThat(unlisted.header(ours)).isEmpty();
        assertThat(unlisted.isKeptBack(ours)).isTrue();
        var listed = logins.onlyFor(Registries.parse("ghcr.io/our-org"));
        assertThat(listed.header(ours)).isPresent();
        assertThat(listed.isKeptBack(ours)).isFalse();
        assertThat(listed.header(others)).isEmpty();
        assertThat(listed.isKeptBack(others)).isTrue();
        assertThat(listed.secrets()).as("hidden in any case").containsExactly("token");
    }

    @Test
    void a_file_that_cannot_be_read_is_named_with_what_to_do_and_nothing_that_stands_in_it() throws Exception {
        var file = folder.resolve("config.json");

        assertThat(RegistryLogins.read(file).problem()).isEmpty();
        assertThat(written("{}").problem()).isEmpty();
        assertThat(written("{\"auths\":{\"ghcr.io\":{}},\"credsStore\":\"pass\"}")
                        .problem())
                .isEmpty();
        assertThat(written("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth("maya:pw") + "\"}}}")
                        .problem())
                .isEmpty();

        assertThat(written("{\n\"auths\": hunter2hunter2}").problem().orElseThrow())
                .contains(file.toString(), "no JSON at line 2", "docker login", "DOCKER_CONFIG")
                .doesNotContain("hunter2");
        assertThat(written("").problem()).isPresent();
        assertThat(written("[]").problem()).isPresent();
        assertThat(written("{\"auths\":{\"ghcr.io\":{\"auth\":\"%%hunter2\"}}}")
                        .problem()
                        .orElseThrow())
                .contains("not a login: ghcr.io")
                .doesNotContain("hunter2");
        assertThat(RegistryLogins.read(Files.createDirectory(folder.resolve("a-folder")))
                        .problem()
                        .orElseThrow())
                .contains("a-folder");
    }

    @Test
    void a_login_that_can_be_read_is_used_although_another_cannot() throws Exception {
        var logins = written("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + auth("maya:pw-of-maya")
                + "\"},\"quay.io\":{\"auth\":\"%%\"}}}");

        assertThat(logins.header(ImageReference.parse("ghcr.io/org/x"))).isPresent();
        assertThat(logins.secrets()).containsExactly("pw-of-maya");
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io, nginx:latest",
        "library/nginx:1.27, docker.io, library/nginx:1.27",
        "localhost/x, localhost, localhost/x:latest",
        "LocalHost/x, LocalHost, LocalHost/x:latest",
        "127.0.0.1:5000/ccci/web:1.35.0, 127.0.0.1:5000, 127.0.0.1:5000/ccci/web:1.35.0",
        "127.0.0.1:5000/ccci/web, 127.0.0.1:5000, 127.0.0.1:5000/ccci/web:latest",
        "ghcr.io/org/x:1@sha256:abc, ghcr.io, ghcr.io/org/x@sha256:abc"
    })
    void an_image_is_taken_apart_as_docker_does(String text, String registry, String whole) {
        assertThat(ImageReference.parse(text).registry()).isEqualTo(registry);
        assertThat(ImageReference.parse(text)).hasToString(whole);
    }
}
