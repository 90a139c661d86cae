package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunAppTest {
    private static final Zone ZONE = new Zone("ci.example.org");

    @Test
    void a_run_s_app_is_named_by_the_recipe_and_by_what_makes_the_run_different() {
        var app = RunApp.named(new RecipeName("custom-html"), ZONE, List.of("custom-html", "7", "abc", "/runs/7"));
        var other = RunApp.named(new RecipeName("custom-html"), ZONE, List.of("custom-html", "8", "abc", "/runs/8"));

        assertThat(app.domain()).matches("cust-[0-9a-f]{6}\\.ci\\.example\\.org");
        assertThat(app.stack()).isEqualTo(app.domain().replace('.', '_'));
        assertThat(app).isNotEqualTo(other);
        assertThat(RunApp.ofDomain(ZONE, app.domain())).contains(app);
        assertThat(RunApp.ofStack(ZONE, app.stack())).contains(app);
        assertThat(RunApp.ofObject(ZONE, app.service("app"))).contains(app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n8n", "x", "a-b", "ab-c-d", "9"})
    void recipes_of_any_length_give_an_app_that_is_found_again(String recipe) {
        var app = RunApp.named(new RecipeName(recipe), ZONE, List.of(recipe));

        assertThat(RunApp.ofStack(ZONE, app.stack())).contains(app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci.example.org",
                "traefik.ci.example.org",
                "cust-abcde.ci.example.org",
                "cust-abcdefa.ci.example.org",
                "cust-ABCDEF.ci.example.org",
                "cust-abcdeg.ci.example.org",
                "custo-abcdef.ci.example.org",
                "cust-abcdef.example.org",
                "cust-abcdef.xci.example.org",
                "x.cust-abcdef.ci.example.org",
                "warm-keycloak.ci.example.org",
                "cust-abcdef",
                "",
                "../cust-abcdef.ci.example.org",
                "cust-abcdef.ci.example.org\n"
            })
    void a_name_outside_the_pattern_can_never_be_torn_down(String domain) {
        assertThat(RunApp.ofDomain(ZONE, domain)).isEmpty();
        assertThat(RunApp.ofStack(ZONE, domain.replace('.', '_'))).isEmpty();
        assertThat(RunApp.ofObject(ZONE, domain.replace('.', '_') + "_data")).isEmpty();
    }

    @Test
    void an_app_of_a_zone_below_ours_is_not_ours() {
        assertThat(RunApp.ofDomain(ZONE, "cust-abcdef.ci.example.org.evil.net")).isEmpty();
        assertThat(RunApp.ofStack(ZONE, "cust-abcdef_ci_example_org_evil_net")).isEmpty();
    }

    @Test
    void objects_of_infrastructure_are_not_a_run_s() {
        for (var name : List.of("proxy", "ingress", "ccci-sandbox_traefik", "traefik_ci_example_org_app", "data", "")) {
            assertThat(RunApp.ofObject(ZONE, name)).isEmpty();
        }
    }

    @Test
    void a_zone_that_leaves_no_room_for_names_is_refused_with_the_limit() {
        assertThat(new Zone("a".repeat(Zone.MAX_LENGTH)).value()).hasSize(33);
        assertThatThrownBy(() -> new Zone("ci." + "a".repeat(31)))
                .hasMessageContaining("too long")
                .hasMessageContaining("33")
                .hasMessageContaining("45");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "CI.example.org", "ci..org", "-ci.org", "ci.org.", "ci_x.org", "ci org", "$(x)"})
    void what_is_not_a_zone_is_refused(String text) {
        assertThatThrownBy(() -> new Zone(text)).hasMessageContaining("not a DNS zone");
    }
}
