package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "Custom", "a/b", "..", "a b", "$(x)", "--upload-pack=x", "é", "a\n"})
    void what_could_be_a_path_or_an_option_is_not_a_recipe_name(String name) {
        assertThatThrownBy(() -> new RecipeName(name)).hasMessageContaining("is not a recipe name");
    }

    @Test
    void a_recipe_name_has_at_most_63_characters() {
        assertThat(new RecipeName("a".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new RecipeName("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "0123456", "HEAD", "ABCDEF0123456789abcdef0123456789abcdef01", "-"})
    void only_a_full_object_name_is_a_commit(String text) {
        assertThatThrownBy(() -> new Commit(text)).hasMessageContaining("is not a commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1e3", "99999999999999999999"})
    void a_run_id_is_a_whole_number_from_one(String text) {
        assertThatThrownBy(() -> RunId.parse(text)).hasMessageContaining("is not a run id");
    }

    @Test
    void an_error_shows_foreign_text_bounded_and_without_control_characters() {
        assertThatThrownBy(() -> new Commit("\u001b[31m" + "x".repeat(5000)))
                .hasMessageNotContaining("\u001b")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }
}
