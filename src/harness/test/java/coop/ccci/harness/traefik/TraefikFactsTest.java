package coop.ccci.harness.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraefikFactsTest {
    private static TraefikFacts of(String image, List<String> settings, String... files) {
        return TraefikFacts.of(image, settings, List.of(files), Set.of("proxy-id"));
    }

    @ParameterizedTest
    @CsvSource({
        "traefik:v3.6.12, 3.6.12, 3, swarm",
        "traefik:2.11@sha256:00, 2.11, 2, docker",
        "127.0.0.1:5000/traefik:3.6.12, 3.6.12, 3, swarm",
        "traefik:v2.11-alpine, 2.11, 2, docker"
    })
    void the_image_tells_the_version_and_with_it_the_provider_of_labels(
            String image, String version, int major, String provider) {
        var facts = of(image, List.of());

        assertThat(facts.version()).contains(version);
        assertThat(facts.major()).contains(major);
        assertThat(facts.labelProvider()).contains(provider);
        assertThat(facts.describe()).isEqualTo("Traefik " + version);
    }

    @Test
    void a_tag_without_a_number_tells_nothing_and_a_provider_swarm_is_version_3() {
        assertThat(of("traefik:latest", List.of()).labelProvider()).isEmpty();
        assertThat(of("127.0.0.1:5000/traefik", List.of()).major()).isEmpty();
        assertThat(of("traefik:latest", List.of("--providers.swarm.endpoint=unix:///x"))
                        .labelProvider())
                .contains("swarm");
    }

    @Test
    void arguments_are_read() {
        var facts = of(
                "traefik:3",
                List.of(
                        "--entrypoints.web.address=:80",
                        "--entryPoints.web-secure.address=:443",
                        "--providers.swarm=true",
                        "--log"));

        assertThat(facts.entryPoints()).containsExactlyInAnyOrder("web", "web-secure");
        assertThat(facts.providers()).containsExactly("swarm");
    }

    @Test
    void a_yaml_file_is_read_although_it_is_a_template() {
        var facts = of(
                "traefik:3",
                List.of(),
                """
                ---
                core: {defaultRuleSyntax: v2}
                providers:
                  swarm:
                    endpoint: "tcp://socket-proxy:2375"
                  {{ if eq (env "FILE_PROVIDER_DIRECTORY_ENABLED") "1" }}
                  file:
                    directory: /etc/traefik/file-providers
                  {{ end }}

                entrypoints:
                  web:
                    address: ":80"
                    http:
                      redirections:
                        entryPoint:
                          to: web-secure
                  # for mail
                  web-secure:
                    address: ":443"
                ping:
                  entryPoint: web
                """);

        assertThat(facts.entryPoints()).containsExactlyInAnyOrder("web", "web-secure");
        assertThat(facts.providers()).containsExactlyInAnyOrder("swarm", "file");
    }

    @Test
    void a_toml_file_is_read() {
        var facts = of(
                "traefik:2.11",
                List.of(),
                "[entryPoints]\n  [entryPoints.web]\n    address = \":80\"\n  [entryPoints.web-secure]\n[providers.docker]\nswarmMode = true\n");

        assertThat(facts.entryPoints()).containsExactlyInAnyOrder("web", "web-secure");
        assertThat(facts.providers()).containsExactly("docker");
    }

    @Test
    void entry_points_in_variables_have_lost_their_dashes_so_that_nothing_is_known_of_them() {
        var facts =
                of("traefik:3", List.of("TRAEFIK_ENTRYPOINTS_WEBSECURE_ADDRESS=:443", "TRAEFIK_PROVIDERS_SWARM=true"));

        assertThat(facts.entryPoints()).isEmpty();
        assertThat(facts.providers()).containsExactly("swarm");
    }
}
