package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPlacesTest {
    @TempDir
    private Path recipe;

    @BeforeEach
    void a_recipe_with_an_overlay() throws IOException {
        Files.writeString(
                recipe.resolve("compose.yml"),
                """
                services:
                  app:
                    deploy:
                      labels:
                        - "traefik.enable=true"
                        - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`${EXTRA_DOMAINS})"
                        - traefik.http.routers.${STACK_NAME}.entrypoints=web-secure
                        - 'traefik.http.routers.${STACK_NAME:-x}-2.middlewares=a@docker'
                        - "coop-cloud.$STACK_NAME.version=1.0.0+1"
                  web:
                    deploy:
                      labels:
                        traefik.http.services.web.loadbalancer.server.port: "80"
                """);
        Files.writeString(
                recipe.resolve("compose.admin.yml"),
                "services:\n  app:\n    deploy:\n      labels:\n        - \"traefik.enable=false\"\n");
        Files.writeString(recipe.resolve("README.md"), "traefik.enable=maybe\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "traefik.enable | true | compose.yml:5",
                "traefik.enable | false | compose.admin.yml:5",
                "traefik.enable | maybe | compose.yml:5",
                "traefik.http.routers.shop_ci.rule | Host(`shop.ci.test`) | compose.yml:6",
                "traefik.http.routers.shop_ci.entrypoints | web-secure | compose.yml:7",
                "traefik.http.routers.shop_ci-2.middlewares | a@docker | compose.yml:8",
                "coop-cloud.shop_ci.version | 1.0.0+1 | compose.yml:9",
                "traefik.http.services.web.loadbalancer.server.port | 80 | compose.yml:13"
            })
    void a_label_is_found_where_it_is_written(String key, String value, String place) {
        assertThat(LabelPlaces.in(recipe).of(key, value)).contains(place);
    }

    @Test
    void a_label_of_an_anchor_has_a_place_and_a_file_that_cannot_be_read_has_none() throws IOException {
        Files.writeString(
                recipe.resolve("compose.anchor.yml"),
                """
                x-labels: &labels
                  traefik.http.routers.${STACK_NAME}-feed.priority: "3"
                services:
                  feed:
                    deploy:
                      labels:
                        <<: *labels
                """);
        Files.writeString(recipe.resolve("compose.broken.yml"), "services: {app: [\n");

        assertThat(LabelPlaces.in(recipe).of("traefik.http.routers.shop_ci-feed.priority", "3"))
                .hasValueSatisfying(place -> assertThat(place).matches("compose\\.anchor\\.yml:[27]"));
    }

    @Test
    void what_looks_like_a_label_elsewhere_is_none() throws IOException {
        Files.writeString(
                recipe.resolve("compose.env.yml"),
                "services:\n  app:\n    environment:\n      - traefik.http.routers.x.priority=1\n");

        assertThat(LabelPlaces.in(recipe).of("traefik.http.routers.x.priority", "1"))
                .isEmpty();
    }

    @Test
    void what_is_written_nowhere_has_no_place() {
        assertThat(LabelPlaces.in(recipe).of("traefik.http.routers.x.priority", "1"))
                .isEmpty();
        assertThat(LabelPlaces.in(recipe.resolve("nowhere")).of("traefik.enable", "true"))
                .isEmpty();
    }
}
