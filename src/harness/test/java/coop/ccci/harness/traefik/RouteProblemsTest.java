package coop.ccci.harness.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteProblemsTest {
    private static final TraefikFacts THREE = facts("3.6.12", "swarm", "file");
    private static final TraefikFacts TWO = facts("2.11", "docker");
    private static final String ROUTER = "traefik.http.routers.shop.";

    private final Map<String, String> labels = new HashMap<>(Map.of(
            "traefik.enable",
            "true",
            "traefik.http.services.shop.loadbalancer.server.port",
            "80",
            ROUTER + "rule",
            "Host(`shop.ci.test`)",
            ROUTER + "entrypoints",
            "web-secure",
            ROUTER + "tls.certresolver",
            ""));
    private final Map<String, TraefikLabels> others = new HashMap<>();

    private static TraefikFacts facts(String version, String... providers) {
        return new TraefikFacts(Optional.of(version), Set.of(providers), Set.of("web", "web-secure"), Set.of());
    }

    private List<RouteProblem> problems(TraefikFacts traefik, String path) {
        return RouteProblems.of(List.of(new TraefikLabels("app", labels)), traefik, others, "shop.ci.test", path);
    }

    private RouteProblem problem() {
        assertThat(problems(THREE, "/")).isNotEmpty();
        return problems(THREE, "/").get(0);
    }

    @Test
    void labels_as_they_should_be_are_no_reason() {
        assertThat(problems(THREE, "/")).isEmpty();
        assertThat(problems(TWO, "/")).isEmpty();
        assertThat(problems(TraefikFacts.UNKNOWN, "/")).isEmpty();
    }

    @Test
    void a_second_router_for_another_host_is_no_reason() {
        labels.put("traefik.http.routers.www.rule", "Host(`www.shop.ci.test`)");

        assertThat(problems(THREE, "/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "middlewares | redirect@docker | the middleware redirect@docker, of the provider docker, which Traefik 3.6.12 does not"
                        + " have: it reads these labels as the provider swarm; write redirect@swarm, or redirect alone",
                "middlewares | auth@file,nowhere | the middleware nowhere, which no label defines: there is no label"
                        + " traefik.http.middlewares.nowhere.…",
                "service | shop@docker | the service shop@docker, of the provider docker",
                "service | other | the service other, which no label defines",
                "entrypoints | websecure | is for the entry point websecure, which Traefik 3.6.12 does not have: it has web, web-secure",
                "rule | Host(`shop.ci.test`, `www.shop.ci.test`) | takes one value in Host, several are Traefik 2's form: write"
                        + " Host(`shop.ci.test`) || Host(`www.shop.ci.test`)",
                "rule | HostRegexp(`{sub:.*}shop.ci.test`) | a part in braces as in {sub:.*}shop.ci.test is Traefik 2's form",
                "rule | Host(`shop.ci.test`) && PathPrefix(`/{id:[0-9]+}`) | is Traefik 2's form",
                "rule | Host(`shop.ci.test`) && Headers(`X`, `y`) | knows no matcher Headers, which is Traefik 2's: write Header",
                "rule | Host(`shop.ci.test | cannot be read: a ` is not closed",
                "rule | Host(`www.shop.ci.test`) | does not match https://shop.ci.test/",
                "rule | Host(`shop.ci.test`) && PathPrefix(`/cms`) | does not match https://shop.ci.test/",
                "rule | '' | the router shop has no rule"
            })
    void what_keeps_traefik_3_from_having_a_route_is_named(String option, String value, String text) {
        labels.put(ROUTER + option, value);

        assertThat(problem().text()).contains(text);
        if (!value.isEmpty()) {
            assertThat(problem()).returns(ROUTER + option, RouteProblem::key).returns("app", RouteProblem::service);
        }
    }

    @Test
    void references_to_what_another_app_defines_or_another_provider_has_are_no_reason() {
        others.put(
                "traefik_app",
                new TraefikLabels(
                        "traefik_app", Map.of("traefik.http.middlewares.security.headers.sslredirect", "true")));
        labels.put(ROUTER + "middlewares", "security,auth@file,security@swarm");
        labels.put(ROUTER + "service", "noop@internal");

        assertThat(problems(THREE, "/")).isEmpty();
    }

    @Test
    void traefik_2_is_told_from_traefik_3() {
        labels.put(ROUTER + "middlewares", "x@docker");
        labels.put("traefik.http.middlewares.x.headers.sslredirect", "true");
        labels.put(ROUTER + "rule", "Host(`shop.ci.test`, `www.shop.ci.test`)");
        assertThat(problems(TWO, "/")).isEmpty();

        labels.put(ROUTER + "middlewares", "x@swarm");
        labels.put(ROUTER + "rule", "Host(`shop.ci.test`) && PathRegexp(`^/x`)");
        assertThat(problems(TWO, "/x"))
                .extracting(RouteProblem::text)
                .anyMatch(text -> text.contains("knows no matcher PathRegexp"))
                .anyMatch(text -> text.contains("write x@docker"));
    }

    @Test
    void a_rule_of_traefik_2_that_says_so_is_no_reason() {
        labels.put(ROUTER + "rule", "Host(`shop.ci.test`, `www.shop.ci.test`)");
        labels.put(ROUTER + "ruleSyntax", "v2");

        assertThat(problems(THREE, "/")).isEmpty();
    }

    @Test
    void a_service_without_traefik_enable_or_a_port_is_named() {
        labels.remove("traefik.enable");
        assertThat(problem().text()).isEqualTo("service app has routers, but not the label traefik.enable=true");
        labels.put("traefik.enable", "yes");
        assertThat(problem().text()).contains("traefik.enable=yes");
        labels.put("Traefik.Enable", "true");
        labels.remove("traefik.enable");
        labels.remove("traefik.http.services.shop.loadbalancer.server.port");
        assertThat(problem().text()).contains("service app has no label with a port");
        labels.put("traefik.http.services.shop.loadBalancer.server.Port", "80");
        assertThat(problems(THREE, "/")).isEmpty();
    }

    @Test
    void a_service_that_is_enabled_and_has_no_router_is_named() {
        labels.keySet().removeIf(key -> key.startsWith(ROUTER));

        assertThat(problem().text()).contains("service app has traefik.enable, but no router");
    }

    @Test
    void several_services_need_a_choice() {
        labels.put("traefik.http.services.admin.loadbalancer.server.port", "81");
        assertThat(problem().text()).contains("names no service, and its labels define several: admin, shop");

        labels.put(ROUTER + "service", "shop");
        assertThat(problems(THREE, "/")).isEmpty();
    }

    @Test
    void a_name_that_another_app_has_too_is_named() {
        others.put(
                "blog_app",
                new TraefikLabels(
                        "blog_app", Map.of("traefik.enable", "true", ROUTER + "rule", "Host(`blog.ci.test`)")));

        assertThat(problem().text())
                .isEqualTo(
                        "the router's name shop is also used by the service blog_app of another app, and Traefik then drops"
                                + " both: put ${STACK_NAME} into the name");
    }

    @Test
    void two_services_of_the_app_with_one_router_s_name_are_named() {
        var web = new TraefikLabels("web", Map.of("traefik.enable", "true", ROUTER + "rule", "Host(`www.ci.test`)"));

        assertThat(RouteProblems.of(List.of(new TraefikLabels("app", labels), web), THREE, others, "shop.ci.test", "/"))
                .extracting(RouteProblem::text)
                .anyMatch(text -> text.contains("the services app and web both define the router shop"));
    }
}
