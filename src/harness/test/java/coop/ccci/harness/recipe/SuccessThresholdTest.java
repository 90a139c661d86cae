package coop.ccci.harness.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many answers in a row {@code recipe.yml} asks for, and what a recipe depends on. */
class SuccessThresholdTest {
    private static RecipeSettings read(String text) {
        return new RecipeYaml().parse("r.yml", text);
    }

    private static void refused(String text, String told) {
        assertThatThrownBy(() -> read(text)).hasMessageStartingWith(told);
    }

    @Test
    void it_goes_with_a_page_and_with_a_port() {
        assertThat(read("health: {tcp: 22, success_threshold: 3}").describe())
                .containsExactly("health by port 22, 3 times in a row");
        assertThat(read("health: {success_threshold: 3}").health()).isEqualTo(new Health.Page("/", Set.of(), 3));
    }

    @Test
    void it_does_not_go_with_nothing_to_ask_nor_without_bounds() {
        refused(
                "health:\n  none: It is a cron job.\n  success_threshold: 2",
                "r.yml:2: health.none stands alone: with it there is nothing to ask");
        refused(
                "health: {tcp: 22, success_threshold: 21}",
                "r.yml:1: health.success_threshold cannot be 21; give how many answers in a row it takes");
    }

    @Test
    void what_a_recipe_depends_on_is_read() {
        assertThat(read("dependencies: [gitea, mail]").describe()).containsExactly("depends on gitea, mail");
        refused("dependencies: []", "r.yml:1: dependencies cannot be []; give a list of at most 5");
        refused("dependencies: [a, a]", "r.yml:1: dependencies cannot be");
        refused("dependencies: [Gitea]", "r.yml:1: dependencies.0 cannot be \"Gitea\"; give a list of at most 5");
    }
}
