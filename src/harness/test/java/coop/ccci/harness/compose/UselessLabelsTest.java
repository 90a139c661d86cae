package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UselessLabelsTest {
    @TempDir
    Path checkout;

    private List<String> found(String yaml) throws IOException {
        Files.writeString(checkout.resolve("compose.yml"), yaml);
        return UselessLabels.of(checkout, Map.of()).stream()
                .map(UselessLabels.Useless::toString)
                .toList();
    }

    @Test
    void an_ordinary_recipe_has_none() throws IOException {
        assertThat(
                        found(
                                """
                services:
                  app:
                    labels: {org.example.team: ours}
                    deploy:
                      labels:
                        - "traefik.enable=true"
                        - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)"
                        - "coop-cloud.${STACK_NAME}.version=1.0.0+1"
                        - "backupbot.backup=${ENABLE_BACKUPS:-true}"
                  db:
                    deploy:
                      labels:
                        backupbot.backup.pre-hook: /dump.sh
                """))
                .isEmpty();
    }

    @Test
    void labels_that_only_the_container_gets_are_told_with_the_first_line_of_each_kind() throws IOException {
        assertThat(
                        found(
                                """
                services:
                  db:
                    labels:
                      backupbot.backup: "true"
                      backupbot.backup.pre-hook: /dump.sh
                      traefik.enable: "false"
                  app:
                    labels:
                      - "coop-cloud.${STACK_NAME}.timeout=300"
                    deploy:
                      labels: ["backupbot.backup=true"]
                """))
                .containsExactly(
                        "compose.yml:6: service db has traefik.enable under labels, which only its containers get, and"
                                + " on a swarm nobody reads them there: move them below deploy, to deploy.labels",
                        "compose.yml:4: service db has backupbot.backup, backupbot.backup.pre-hook under labels, which"
                                + " only its containers get, and on a swarm nobody reads them there: move them below"
                                + " deploy, to deploy.labels",
                        "compose.yml:9: service app has coop-cloud.${STACK_NAME}.timeout under labels, which only its"
                                + " containers get, and on a swarm nobody reads them there: move them below deploy, to"
                                + " deploy.labels");
    }

    @Test
    void labels_that_stand_in_both_places_do_what_they_are_for() throws IOException {
        assertThat(
                        found(
                                """
                x-labels: &labels
                  traefik.enable: "true"
                services:
                  app:
                    labels: *labels
                    deploy: {labels: {<<: *labels}}
                """))
                .isEmpty();
    }

    @Test
    void an_overlay_may_give_what_the_main_file_has_in_the_wrong_place() throws IOException {
        Files.writeString(checkout.resolve("compose.more.yml"), "services: {app: {deploy: {labels: [a.b=c]}}}\n");
        Files.writeString(checkout.resolve("compose.yml"), "services: {app: {labels: [backupbot.backup=true]}}\n");
        var variables = Map.of("COMPOSE_FILE", "compose.yml:compose.more.yml");
        assertThat(UselessLabels.of(checkout, variables)).hasSize(1);

        Files.writeString(
                checkout.resolve("compose.more.yml"), "services: {app: {deploy: {labels: [backupbot.backup=true]}}}\n");
        assertThat(UselessLabels.of(checkout, variables)).isEmpty();
    }

    @Test
    void labels_of_a_service_that_nobody_asks_are_told() throws IOException {
        assertThat(
                        found(
                                """
                services:
                  app:
                    image: web
                  web:
                    deploy:
                      labels:
                        traefik.http.routers.x.rule: Host(`x`)
                        coop-cloud.${STACK_NAME}.version: 1.0.0+1
                        backupbot.backup.volumes.data.path: dump
                """))
                .containsExactly(
                        "compose.yml:7: service web has traefik.http.routers.x.rule, and Traefik reads no label of a"
                                + " service without traefik.enable=true",
                        "compose.yml:9: service web has backupbot.backup.volumes.data.path, and no service has"
                                + " backupbot.backup=true, without which the backup bot looks at none",
                        "compose.yml:8: service web has coop-cloud.${STACK_NAME}.version, and abra reads them of the"
                                + " service app alone");
    }

    @Test
    void hooks_of_backups_that_an_operator_has_turned_off_are_none() throws IOException {
        assertThat(
                        found(
                                """
                services:
                  app:
                    deploy:
                      labels:
                        backupbot.backup: ${ENABLE_BACKUPS}
                        backupbot.backup.pre-hook: /dump.sh
                        traefik.docker.network: proxy
                        traefik.enable: "false"
                """))
                .isEmpty();
    }
}
