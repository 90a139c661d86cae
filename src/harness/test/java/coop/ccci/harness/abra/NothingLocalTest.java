package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingLocalTest {
    @ParameterizedTest
    @ValueSource(strings = {"--local", "--local=true", "-l", "-nl"})
    void row_21_abra_is_never_asked_to_run_a_function_of_the_recipe_on_this_machine(String flag) {
        assertThatThrownBy(() -> Abra.requireNothingLocal(List.of("app", "command", "x.example.org", flag, "seed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine");
    }

    @Test
    void what_a_function_is_given_may_be_called_anything() {
        assertThatCode(() -> Abra.requireNothingLocal(List.of(
                        "app", "command", "x.example.org", "app", "seed", "-n", "-C", "-o", "--", "--local", "-l")))
                .doesNotThrowAnyException();
    }
}
