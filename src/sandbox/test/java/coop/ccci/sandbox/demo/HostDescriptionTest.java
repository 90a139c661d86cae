package coop.ccci.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.gitea.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a demo's host says of itself, out of what the example host says. */
class HostDescriptionTest {
    private static final String HOME =
            Path.of("../..").toAbsolutePath().normalize().toString();

    private final SandboxSettings settings =
            SandboxSettings.of(Map.of("CCCI_HOME", HOME, "CCCI_SANDBOX_DIR", "/tmp/ccci-h", "HOME", "/root"));

    @Test
    void nothing_of_the_example_s_domains_is_left() throws IOException {
        assertThat(json(false).toString()).doesNotContain("example.org");
        assertThat(json(true).toString()).doesNotContain("operators/cc-ci");
    }

    @Test
    void a_host_brings_all_six_parts_from_releases_that_the_sandbox_has() throws IOException {
        var host = json(false);

        assertThat(host.path("parts").toString())
                .isEqualTo("[\"swarm\",\"proxy\",\"drone\",\"bridge\",\"dashboard\",\"backupbot\"]");
        assertThat(host.at("/proxy/version").asText()).isEqualTo("3.8.0+3.6.12");
        assertThat(host.at("/bridge/settings/DRONE_URL").asText()).isEqualTo("https://drone.ci.localhost");
        assertThat(host.at("/bridge/settings/GITEA_URL").asText()).isEqualTo("http://172.18.0.1:3000");
        assertThat(host.at("/drone/secretSettings/DRONE_ADMIN_TOKEN").asText())
                .isEqualTo("/run/secrets/drone/admin_token");
    }

    @Test
    void beside_a_sandbox_it_leaves_proxy_and_backup_bot_to_that() throws IOException {
        assertThat(json(true).path("parts").toString()).isEqualTo("[\"swarm\",\"drone\",\"bridge\",\"dashboard\"]");
        assertThat(place(true).stacks()).containsExactly("drone_ci_localhost", "cc-ci", "cc-ci-dashboard");
        assertThat(place(false).stacks())
                .containsExactly(
                        "traefik_ci_localhost",
                        "drone_ci_localhost",
                        "cc-ci",
                        "cc-ci-dashboard",
                        "backup_ci_localhost");
    }

    private JsonNode json(boolean isBeside) throws IOException {
        return new ObjectMapper()
                .readTree(new HostDescription(place(isBeside), "0123", "/var/lib/docker/volumes").json());
    }

    private HostPlace place(boolean isBeside) {
        return new HostPlace(settings, new Credentials(Path.of("unused")), "172.18.0.1", isBeside);
    }
}
