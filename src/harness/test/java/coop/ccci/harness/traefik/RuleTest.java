package coop.ccci.harness.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.traefik.Rule.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Host(`a.test`); a.test; /; YES",
                "host(\"A.test\"); a.test; /; YES",
                "Host(`a.test`); b.test; /; NO",
                "Host(`a.test`, `b.test`); b.test; /; YES",
                "Host(`a.test`) || Host(`b.test`); b.test; /; YES",
                "Host(`a.test`) && PathPrefix(`/cms`); a.test; /; NO",
                "Host(`a.test`)&&PathPrefix(`/cms`); a.test; /cms/x; YES",
                "Host(`a.test`) && (Path(`/x`) || Path(`/y`)); a.test; /y; YES",
                "Host(`a.test`) && !Path(`/x`); a.test; /x; NO",
                "!Host(`a.test`); b.test; /; YES",
                "HostRegexp(`^.+\\.test$`); b.test; /; YES",
                "HostRegexp(`{sub:[a-z]+}.a.test`); www.a.test; /; YES",
                "HostRegexp(`{sub:[a-z]+}.a.test`); a.test; /; NO",
                "HostRegexp(`{any:.+}`); b.test; /; YES",
                "HostRegexp(`(`); b.test; /; MAYBE",
                "Host(`a.test`) && Header(`X`, `y`); a.test; /; MAYBE",
                "Host(`a.test`) && Header(`X`, `y`); b.test; /; NO",
                "Host(`a.test`) && Method(`POST`); a.test; /; NO",
                "HostSNI(`*`); b.test; /; YES",
                "HostSNI(`a.test`); b.test; /; NO",
                "ClientIP(`10.0.0.0/8`); b.test; /; MAYBE",
                "PathPrefix(`/`); b.test; /; YES"
            })
    void a_rule_matches_or_not_or_depends_on_more(String rule, String host, String path, Truth truth) {
        assertThat(Rule.parse(rule).test(host, path)).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Host(a.test); no quotes",
                "Host(`a.test`; a \")\" is missing at its end",
                "Host(`a.test); a ` is not closed",
                "Host(`a.test`) Path(`/x`); does not belong there",
                "Host(`a.test`) &&; it ends where a matcher",
                "Host(`a.test`) & Path(`/x`); \"& Path(`/x`)\" does not belong there",
                "`a.test`; stands where a matcher",
                "Host:a.test; a \"(\" is missing before \":a.test\""
            })
    void what_is_no_rule_is_told_with_the_place(String rule, String why) {
        assertThatThrownBy(() -> Rule.parse(rule))
                .isInstanceOf(Rule.RuleException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_rule_is_bounded() {
        assertThatThrownBy(() -> Rule.parse("(".repeat(100) + "Host(`a`)" + ")".repeat(100)))
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> Rule.parse("Host(`" + "a".repeat(5000) + "`)")).hasMessageContaining("4096");
        assertThatThrownBy(() -> Rule.parse(" ")).hasMessageContaining("empty");
    }

    @Test
    void the_paths_that_it_names_are_known() {
        assertThat(Rule.parse("Host(`a`) && (PathPrefix(`/cms`) || Path(`/x`)) && !PathPrefix(`/x/{id:[0-9]+}`)")
                        .paths())
                .containsExactly("/cms", "/x");
    }
}
