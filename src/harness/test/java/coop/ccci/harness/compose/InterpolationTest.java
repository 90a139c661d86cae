package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.result.RunException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A/${A} | one/one",
                "${B} | ''",
                "${B:-two} ${B-two} ${EMPTY:-two} ${EMPTY-two} | two two two ",
                "${A:-$B} ${A}-x ${A:-b-c} ${B-c-d} ${B:-http://x?y} | one one-x one c-d http://x?y",
                "${A}:?x $A/x:-y $$A-x | one:?x one/x:-y $A-x",
                "$$A $${A} | $A ${A}",
                "${A:?must} | one"
            })
    void variables_are_replaced_as_docker_does(String text, String expected) {
        var variables = Map.of("A", "one", "EMPTY", "");

        assertThat(Interpolation.of(text, variables, "compose.yml:1").strip()).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "${A",
                "${}",
                "${A!b}",
                "${A:+set}",
                "${B+set}",
                "${B:-${A}}",
                "${A:-${B}}",
                "${A:?${B}}",
                "${B:-$A}",
                "${B:-$$A}",
                "$B-/etc:/x",
                "$A-web",
                "$A:-web",
                "$A?web",
                "$A:?web",
                "${B-a:-/etc}",
                "${A:?it-must}",
                "${A?it-must}",
                "${A?must:?be}",
                "${B:?say which}",
                "$A\u212A",
                "$\u017F",
                "${A\u212A}",
                "${HOME:-.}",
                "$DOCKER_HOST"
            })
    void what_docker_may_take_for_something_else_is_refused_with_its_place(String text) {
        assertThatThrownBy(() -> Interpolation.of(text, Map.of("A", "one"), "compose.yml:7"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("compose.yml:7 says ");
    }
}
