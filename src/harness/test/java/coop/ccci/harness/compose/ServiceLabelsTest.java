package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLabelsTest {
    private static final RunApp APP =
            RunApp.ofDomain(new Zone("ci.test"), "shop-abcdef.ci.test").orElseThrow();

    @TempDir
    private Path recipe;

    @Test
    void labels_are_a_list_or_a_map_and_later_files_are_laid_over_earlier_ones() throws Exception {
        Files.writeString(
                recipe.resolve("compose.yml"),
                """
                services:
                  app:
                    labels: [own=1]
                    deploy:
                      labels:
                        - "traefik.enable=true"
                        - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)"
                        - bare
                  db:
                    image: x
                """);
        Files.writeString(
                recipe.resolve("compose.more.yml"),
                "services: {app: {deploy: {labels: {traefik.enable: false, port: 80}}}, web: {labels: {a: b}}}\n");

        var labels = ServiceLabels.of(Compose.read(
                recipe, APP, Map.of("DOMAIN", APP.domain(), "COMPOSE_FILE", "compose.yml:compose.more.yml")));

        assertThat(labels)
                .containsExactly(
                        new ServiceLabels(
                                "app",
                                Map.of(
                                        "traefik.enable",
                                        "false",
                                        "traefik.http.routers." + APP.stack() + ".rule",
                                        "Host(`" + APP.domain() + "`)",
                                        "bare",
                                        "",
                                        "port",
                                        "80"),
                                Map.of("own", "1")),
                        new ServiceLabels("db", Map.of(), Map.of()),
                        new ServiceLabels("web", Map.of(), Map.of("a", "b")));
    }
}
