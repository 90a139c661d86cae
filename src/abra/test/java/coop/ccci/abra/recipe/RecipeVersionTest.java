package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeVersionTest {
    @Test
    void the_left_part_orders_as_semantic_versions() {
        assertThat(sorted("1.10.0+1.0", "1.9.0+1.0", "2.0.0+0.1", "1.9.10+1.0"))
                .containsExactly("1.9.0+1.0", "1.9.10+1.0", "1.10.0+1.0", "2.0.0+0.1");
    }

    @Test
    void a_candidate_comes_before_its_release() {
        assertThat(sorted("1.0.0+1.0", "1.0.0-rc1+1.0")).containsExactly("1.0.0-rc1+1.0", "1.0.0+1.0");
    }

    @Test
    void the_right_part_decides_when_the_left_is_the_same_and_counts_numbers_as_numbers() {
        assertThat(sorted("1.0.0+nginx1.27", "1.0.0+nginx1.9", "1.0.0+nginx1.9-alpine"))
                .containsExactly("1.0.0+nginx1.9", "1.0.0+nginx1.9-alpine", "1.0.0+nginx1.27");
    }

    @Test
    void a_tag_without_an_app_version_is_no_release() {
        assertThat(RecipeVersion.of("1.0.0")).isEmpty();
        assertThat(RecipeVersion.of("v1.0.0+1.0")).isEmpty();
        assertThat(RecipeVersion.of("next")).isEmpty();
    }

    private static List<String> sorted(String... tags) {
        return List.of(tags).stream()
                .flatMap(tag -> RecipeVersion.of(tag).stream())
                .sorted()
                .map(RecipeVersion::tag)
                .toList();
    }
}
