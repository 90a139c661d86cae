package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "${NONE-$A}, one",
        "${A:+other}, other",
        "<${NONE:+other}>, <>",
        "<${EMPTY:+other}>, <>",
        "${EMPTY+other}, other",
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

    @Test
    void a_literal_text_comes_back_as_it_was() {
        assertThat(ComposeVariables.apply(ComposeVariables.escape("a$B${C}$$"), ENV))
                .isEqualTo("a$B${C}$$");
    }
}
