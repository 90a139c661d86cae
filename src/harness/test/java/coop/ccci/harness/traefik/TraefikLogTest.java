package coop.ccci.harness.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of the console are those of Traefik 3.6.12. */
class TraefikLogTest {
    private static final String ROUTER = "traefik.http.routers.shop.";

    private final TraefikLog log = new TraefikLog(
            "shop_ci_test",
            List.of(new TraefikLabels(
                    "app",
                    Map.of(
                            "traefik.enable",
                            "true",
                            ROUTER + "rule",
                            "Host(`shop.ci.test`)",
                            ROUTER + "entrypoint",
                            "web-secure"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error=\"middleware \\\"x@docker\\\" does not exist\" entryPointName=web-secure routerName=shop@swarm | middlewares |"
                        + " Traefik says: middleware \"x@docker\" does not exist (router shop)",
                "EntryPoint doesn't exist entryPointName=websecure routerName=shop@swarm | entrypoints |"
                        + " Traefik says: EntryPoint doesn't exist (router shop)",
                "error=\"the service \\\"other@swarm\\\" does not exist\" entryPointName=web-secure routerName=shop@swarm | service |"
                        + " Traefik says: the service \"other@swarm\" does not exist (router shop)",
                "error=\"error while parsing rule Host(`a`, `b`): x\" entryPointName=web-secure routerName=shop@swarm | rule |"
                        + " Traefik says: error while parsing rule Host(`a`, `b`): x (router shop)",
                "Router shop cannot be linked automatically with multiple Services: [\"a\" \"b\"] providerName=swarm routerName=shop"
                        + " | rule | Traefik says: Router shop cannot be linked automatically with multiple Services: [\"a\" \"b\"]"
                        + " (router shop)"
            })
    void a_line_about_a_router_of_the_app_is_told_with_its_label(String line, String option, String text) {
        assertThat(log.problems("2026-11-26T14:58:57Z ERR " + line))
                .containsExactly(new RouteProblem("app", ROUTER + option, text));
    }

    @Test
    void a_line_about_a_service_of_the_app_is_told_with_its_label() {
        assertThat(log.problems("2026-11-26T14:58:57Z ERR error=\"field not found, node: entrypoint\""
                        + " container=shop_ci_test_app-hongrj34hn08thmga0j3uouo4 providerName=swarm"))
                .containsExactly(new RouteProblem(
                        "app", ROUTER + "entrypoint", "Traefik says: field not found, node: entrypoint (service app)"));
        assertThat(log.problems(
                        "2026-11-26T14:58:57Z ERR error=\"service \\\"shop-ci-test-app\\\" error: port is missing\""
                                + " container=shop-ci-test-app-vnlvv providerName=swarm"))
                .containsExactly(new RouteProblem(
                        "app",
                        "traefik.enable",
                        "Traefik says: service \"shop-ci-test-app\" error: port is missing (service app)"));
    }

    @Test
    void json_and_logfmt_are_read_too() {
        assertThat(log.problems(
                        "{\"level\":\"error\",\"entryPointName\":\"web-secure\",\"routerName\":\"shop@swarm\",\"error\":\"middleware"
                                + " \\\"x@docker\\\" does not exist\",\"time\":\"2026-11-26T14:58:57Z\"}\n"
                                + "time=\"2026-11-26T14:58:57Z\" level=error msg=\"middleware \\\"y@swarm\\\" does not exist\""
                                + " entryPointName=web-secure routerName=shop@docker"))
                .extracting(RouteProblem::text)
                .containsExactly(
                        "Traefik says: middleware \"y@swarm\" does not exist (router shop)",
                        "Traefik says: middleware \"x@docker\" does not exist (router shop)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERR EntryPoint doesn't exist entryPointName=websecure routerName=shop-2@swarm",
                "ERR EntryPoint doesn't exist entryPointName=websecure routerName=other@swarm",
                "ERR error=\"port is missing\" container=workshop_ci_test_app-x providerName=swarm",
                "INF Configuration loaded routerName=shop@swarm",
                "ERR Router uses a nonexistent certificate resolver certificateResolver=production routerName=shop@swarm",
                "shop@swarm",
                "{\"level\":\"error\""
            })
    void other_lines_are_passed_over(String line) {
        assertThat(log.problems("2026-11-26T14:58:57Z " + line)).isEmpty();
        assertThat(log.problems(line)).isEmpty();
    }

    @Test
    void what_is_said_again_and_again_is_told_once() {
        var line = "2026-11-26T14:58:57Z ERR EntryPoint doesn't exist entryPointName=websecure routerName=shop@swarm\n";

        assertThat(log.problems(line.repeat(100))).hasSize(1);
    }
}
