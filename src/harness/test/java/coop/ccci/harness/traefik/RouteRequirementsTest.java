package coop.ccci.harness.traefik;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.LabelPlaces;
import coop.ccci.harness.recipe.Health;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRequirementsTest {
    private static final RunApp APP = RunApp.named(new RecipeName("shop"), new Zone("ci.test"), List.of("1"));

    @TempDir
    private Path recipe;

    private void check(Health health, String where, String... labels) {
        var compose = new StringBuilder("services:\n  app:\n    image: x\n");
        compose.append(where.equals("deploy") ? "    deploy:\n      labels:\n" : "    labels:\n");
        for (var label : labels) {
            compose.append("        - '").append(label).append("'\n");
        }
        try {
            Files.writeString(recipe.resolve("compose.yml"), compose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var read = Compose.read(recipe, APP, Map.of("DOMAIN", APP.domain()));
        RouteRequirements.check(read, APP, health, LabelPlaces.in(recipe));
    }

    private void check(String... labels) {
        check(Health.Page.DEFAULT, "deploy", labels);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tcp; HostSNI(`*`); web-secure",
                "tcp; HostSNI(`*`); ''",
                "tcp; HostSNI(`*`); web",
                "tcp; HostSNI(`*`); smtp,web-secure",
                "tcp; HostSNI(`${DOMAIN}`) || HostSNI(`*`); web-secure",
                "tcp; HostSNIRegexp(`^.+$$`); web-secure",
                "tcp; HostSNIRegexp(`{any:.+}`); web-secure",
                "tcp; HostSNIRegexp(`\\.ci\\.test$$`); web-secure",
                "tcp; ClientIP(`10.0.0.0/8`); web-secure",
                "tcp; !HostSNI(`${DOMAIN}`); web-secure",
                "http; HostRegexp(`.+`); web-secure",
                "http; HostRegexp(`{any:.*}`); web,web-secure",
                "http; PathPrefix(`/`); ''"
            })
    void a_router_that_takes_what_is_its_neighbours_is_refused(String kind, String rule, String entryPoints) {
        assertThatThrownBy(() -> check(
                        "traefik.enable=true",
                        "traefik." + kind + ".routers.${STACK_NAME}.rule=" + rule,
                        "traefik." + kind + ".routers.${STACK_NAME}.entrypoints=" + entryPoints))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("takes what is meant for every other app")
                .hasMessageContaining("(compose.yml:7)")
                .hasMessageContaining(kind.equals("tcp") ? "HostSNI(`${DOMAIN}`)" : "Host(`${DOMAIN}`)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tcp; HostSNI(`*`); mumble", // without TLS a TCP router can have no other rule
                "tcp; HostSNI(`${DOMAIN}`); web-secure",
                "tcp; HostSNIRegexp(`^.+\\.${DOMAIN}$$`); web-secure",
                "http; Host(`${DOMAIN}`); web-secure",
                "http; Host(`${DOMAIN}`) || Host(`www.${DOMAIN}`); ''",
                "http; HostRegexp(`^.+\\.${DOMAIN}$$`); web-secure",
                "http; HostRegexp(`{any:.+}`); web", // how people send all on to HTTPS
                "http; PathPrefix(`/.well-known/matrix`); web-secure",
                "http; Host(`${DOMAIN}`; web-secure"
            })
    void a_router_for_the_app_s_own_is_not(String kind, String rule, String entryPoints) {
        assertThatCode(() -> check(
                        "traefik.enable=true",
                        "traefik." + kind + ".routers.${STACK_NAME}.rule=" + rule,
                        "traefik." + kind + ".routers.${STACK_NAME}.entrypoints=" + entryPoints))
                .doesNotThrowAnyException();
    }

    @Test
    void an_entry_point_that_the_recipe_s_own_pages_use_is_shared() {
        assertThatThrownBy(() -> check(
                        "traefik.http.routers.a.rule=Host(`${DOMAIN}`)",
                        "traefik.http.routers.a.entrypoints=public",
                        "traefik.tcp.routers.b.rule=HostSNI(`*`)",
                        "traefik.tcp.routers.b.entrypoints=public"))
                .hasMessageContaining("TCP router b");
    }

    @Test
    void a_recipe_without_a_router_is_told_what_to_declare() {
        assertThatThrownBy(() -> check("swarm.cronjob.enable=true"))
                .hasMessageContaining("no service has a router of Traefik")
                .hasMessageContaining("health.none")
                .hasMessageContaining("health.tcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traefik.enable=true",
                "traefik.http.routers.x.rule=Host(`${DOMAIN}`)",
                "traefik.tcp.routers.x.rule=HostSNI(`${DOMAIN}`)"
            })
    void a_recipe_that_asks_for_traefik_in_any_way_is_deployed(String label) {
        assertThatCode(() -> check(label)).doesNotThrowAnyException();
    }

    @Test
    void a_recipe_that_has_declared_that_there_is_no_page_needs_no_router() {
        assertThatCode(() -> check(new Health.None("It is a cron job."), "deploy", "a=b"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(new Health.Tcp(22, 1), "deploy", "a=b")).doesNotThrowAnyException();
    }

    @Test
    void labels_in_the_wrong_place_are_named_with_it() {
        assertThatThrownBy(() -> check(Health.Page.DEFAULT, "service", "traefik.enable=true"))
                .hasMessageContaining("service app has its traefik labels under labels")
                .hasMessageContaining("(compose.yml:5)")
                .hasMessageContaining("below deploy");
    }
}
