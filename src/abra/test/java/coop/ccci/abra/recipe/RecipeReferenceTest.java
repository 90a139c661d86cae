package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReferenceTest {
    @Test
    void a_name_may_pin_a_version() {
        var pinned = RecipeReference.parse("custom-html:1.7.1+1.27.2");
        assertThat(pinned.name()).isEqualTo("custom-html");
        assertThat(pinned.version()).contains("1.7.1+1.27.2");
    }

    @Test
    void a_repository_elsewhere_gets_a_folder_without_dots_and_slashes() {
        var elsewhere = RecipeReference.parse("mygit.org/myorg/cool-recipe");
        assertThat(elsewhere.isElsewhere()).isTrue();
        assertThat(elsewhere.folder()).isEqualTo("mygit_org_myorg_cool-recipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--upload-pack=x", "../other", "a/../b", "Custom", "a b"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> RecipeReference.parse(text)).hasMessageContaining("does not name a recipe");
    }
}
