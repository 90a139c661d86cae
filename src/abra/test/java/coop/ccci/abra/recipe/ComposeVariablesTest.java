package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeVariablesTest {
    private static final Map<String, String> ENV = Map.of("A", "one", "EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "$A, one",
        "${A}, one",
        "<${NONE}>, <>",
        "${NONE:-two}, two",
        "${EMPTY:-two}, two",
        "<${EMPTY-two}>, <>",
        "${NONE-$A}, $A",
        "${NONE:-${A:-/etc}}, ${A:-/etc}",
        "${A:-${NONE}}, one}",
        "$NONE-x and more, x and more",
        "$A-x and more, one",
        "$A:-x} tail, one} tail",
        "a $$A-x, a $A-x",
        "${NONE:?it-must}, must",
        "$$A, $A",
        "${A}_x_${NONE:-v1}, one_x_v1",
    })
    void variables_are_replaced_as_the_docker_cli_does(String text, String expected) {
        assertThat(ComposeVariables.apply(text, ENV)).isEqualTo(expected);
    }

    @Test
    void a_required_variable_that_is_missing_is_refused_with_its_message() {
        assertThatThrownBy(() -> ComposeVariables.apply("${NONE:?set it}", ENV))
                .hasMessage("required variable NONE is missing a value: set it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A:+other}", "${A!b}", "$", "${A"})
    void what_the_docker_cli_does_not_know_is_refused(String text) {
        assertThatThrownBy(() -> ComposeVariables.apply(text, ENV))
                .hasMessageStartingWith("invalid interpolation format");
    }

    @Test
    void a_literal_text_comes_back_as_it_was() {
        assertThat(ComposeVariables.apply(ComposeVariables.escape("a$B${C}$$"), ENV))
                .isEqualTo("a$B${C}$$");
    }
}
