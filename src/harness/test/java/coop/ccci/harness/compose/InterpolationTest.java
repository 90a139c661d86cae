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
                "${A:+set} ${B:+set} ${EMPTY+set} | set  set",
                "${B:-${A}} ${B:-${C:-$A}} | one one",
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
