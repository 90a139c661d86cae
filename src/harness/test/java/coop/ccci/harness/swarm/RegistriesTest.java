package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names as DNS may have them. */
    private static final Map<String, List<String>> DNS = Map.of(
            "ghcr.io", List.of("140.82.121.34"),
            "rebound.example.org", List.of("203.0.113.5", "127.0.0.1"),
            "inner.example.org", List.of("10.0.0.7"),
            "v6.example.org", List.of("fd00::7"));

    private static List<InetAddress> found(String host) {
        var literal = host.matches("[0-9.]+") || host.contains(":");
        return (literal ? List.of(host) : DNS.getOrDefault(host, List.of()))
                .stream().map(RegistriesTest::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Optional<String> objection(String listed, String image) {
        return Registries.parse(listed, RegistriesTest::found).objection(ImageReference.parse(image));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5000/x",
                "127.9.9.9/x",
                "0.0.0.0:5000/x",
                "169.254.169.254/latest",
                "10.0.0.1:5000/x",
                "172.16.0.1/x",
                "192.168.1.1/x",
                "100.64.0.1/x",
                "198.18.0.1/x",
                "[::1]:5000/x",
                "[fd00::1]:5000/x",
                "[fe80::1]/x",
                "[::ffff:127.0.0.1]:5000/x",
                "rebound.example.org/x",
                "inner.example.org:5000/x",
                "v6.example.org/x"
            })
    void row_18_a_registry_of_this_machine_or_its_network_is_refused(String image) {
        assertThat(objection("ghcr.io", image).orElseThrow()).contains("CCCI_REGISTRIES", "operator");
    }

    @ParameterizedTest
    @CsvSource({
        "'', nginx",
        "'', ghcr.io/org/x:1",
        "'', 203.0.113.9:5000/x",
        "'', not-in-dns.example.org/x",
        "127.0.0.1:5000, 127.0.0.1:5000/ccci/x:2",
        "'quay.io, 127.0.0.1:5000/ccci', 127.0.0.1:5000/ccci/x:2",
        "inner.example.org:5000, inner.example.org:5000/x@sha256:abc"
    })
    void what_everybody_can_reach_and_what_is_listed_is_taken(String listed, String image) {
        assertThat(objection(listed, image)).isEmpty();
    }

    @Test
    void what_only_begins_like_something_listed_is_not_listed() {
        assertThat(objection("127.0.0.1:5000/ccci", "127.0.0.1:5000/ccci-other/x"))
                .isPresent();
        assertThat(objection("127.0.0.1:500", "127.0.0.1:5000/x")).isPresent();
    }

    @Test
    void images_of_docker_hub_are_listed_by_their_whole_names() {
        var listed = Registries.parse("docker.io/library/nginx docker.io/our");
        assertThat(listed.lists(ImageReference.parse("nginx:1.27"))).isTrue();
        assertThat(listed.lists(ImageReference.parse("our/app"))).isTrue();
        assertThat(listed.lists(ImageReference.parse("redis"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ghcr.io", "ghcr.io/", "a b/c/", "*", "ghcr.io:", "-x", "GHCR.io", "x:123456"})
    void what_is_no_registry_is_told(String text) {
        assertThatThrownBy(() -> Registries.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CCCI_REGISTRIES");
    }

    @Test
    void row_18_abra_sees_only_the_logins_that_are_listed() throws Exception {
        var config =
                JSON.readTree("{\"auths\": {\"ghcr.io\": {\"auth\": \"YTpi\"}, \"quay.io\": {\"auth\": \"YzpkZQ==\"},"
                        + " \"https://index.docker.io/v1/\": {\"auth\": \"ZTpm\"}}, \"credsStore\": \"pass\","
                        + " \"HttpHeaders\": {\"User-Agent\": \"x\"}}");

        assertThat(ListedLogins.reduced(config, Registries.NONE).toString())
                .isEqualTo("{\"auths\":{},\"HttpHeaders\":{\"User-Agent\":\"x\"},\"credHelpers\":{}}");
        assertThat(ListedLogins.reduced(config, Registries.parse("ghcr.io, quay.io/ours, docker.io"))
                        .path("auths")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("ghcr.io", "https://index.docker.io/v1/");
        assertThat(ListedLogins.reduced(config, Registries.parse("ghcr.io"))
                        .path("credHelpers")
                        .path("ghcr.io")
                        .asText())
                .isEqualTo("pass");
    }

    @Test
    void the_folder_of_abra_s_logins_is_gone_at_the_end(@TempDir Path home) throws Exception {
        var config = Files.writeString(home.resolve("config.json"), "{\"auths\":{}}");
        Files.createDirectories(home.resolve("contexts/meta"));
        Path made;
        try (var logins = ListedLogins.of(config, Registries.NONE)) {
            made = Path.of(logins.in(Map.of("DOCKER_CONFIG", home.toString())).get("DOCKER_CONFIG"));
            assertThat(made).isNotEqualTo(home).isDirectoryContaining("glob:**/config.json");
            assertThat(made.resolve("contexts/meta")).isDirectory();
        }
        assertThat(made).doesNotExist();
        assertThat(home.resolve("contexts/meta")).isDirectory();
        try (var none = ListedLogins.of(home.resolve("no-such.json"), Registries.NONE)) {
            assertThat(none.in(Map.of("A", "b"))).isEqualTo(Map.of("A", "b"));
        }
    }
}
