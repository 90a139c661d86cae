package coop.ccci.reconcile.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings in an {@code .env} file, beside what abra and people write there. */
class AppEnvLinesTest {
    @Test
    void a_setting_takes_the_place_of_its_first_line_and_of_all_later_ones() {
        var lines = AppEnvLines.parse("A=1\n# B=old\nexport B=2\nC=3\nB=4\n");

        assertThat(lines.differing(Map.of("B", "5", "C", "3"))).containsExactly("B");
        assertThat(lines.with(Map.of("B", "5", "C", "3")).text()).isEqualTo("A=1\n# B=old\nB=5\nC=3\n");
    }

    @Test
    void a_file_without_an_end_of_its_last_line_gets_one_and_new_settings_are_appended() {
        assertThat(AppEnvLines.parse("A=1").with(Map.of("D", "x", "B", "y")).text())
                .isEqualTo("A=1\nB=y\nD=x\n");
    }

    @Test
    void a_value_that_is_no_plain_word_is_quoted_and_an_empty_one_is_not() {
        var lines = AppEnvLines.parse("").with(Map.of("CRON_SCHEDULE", "30 3 * * *", "LETS_ENCRYPT_ENV", ""));

        assertThat(lines.text()).isEqualTo("CRON_SCHEDULE='30 3 * * *'\nLETS_ENCRYPT_ENV=\n");
        assertThat(AppEnvLines.parse(lines.text()).differing(Map.of("CRON_SCHEDULE", "30 3 * * *")))
                .isEmpty();
    }

    @Test
    void the_recipe_is_named_by_one_of_two_keys() {
        assertThat(AppEnvLines.parse("TYPE=traefik:1.0.0+v1\n").recipeKey()).isEqualTo("TYPE");
        assertThat(AppEnvLines.parse("# TYPE=x\nRECIPE=traefik\n").recipeKey()).isEqualTo("RECIPE");
    }
}
