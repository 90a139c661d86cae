package coop.ccci.abra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.process.FatalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppEnvFileTest {
    @Test
    void comments_and_blank_lines_say_nothing() {
        assertThat(AppEnvFile.parse("\n# A=1\n  ## B=2\nC=3\n").values()).containsExactly(Map.entry("C", "3"));
    }

    @Test
    void quotes_are_not_part_of_a_value() {
        var env = AppEnvFile.parse("A=\"one two\"\nB='three $A four'\nC=five\n");
        assertThat(env.values())
                .containsEntry("A", "one two")
                .containsEntry("B", "three $A four")
                .containsEntry("C", "five");
    }

    @Test
    void backticks_of_domain_aliases_survive() {
        assertThat(AppEnvFile.parse("EXTRA_DOMAINS=', `www.example.org`'").value("EXTRA_DOMAINS"))
                .contains(", `www.example.org`");
    }

    @Test
    void a_compose_file_that_adds_to_itself_is_expanded_in_order() {
        var env = AppEnvFile.parse(
                """
                COMPOSE_FILE="compose.yml"
                COMPOSE_FILE="$COMPOSE_FILE:compose.smtp.yml"
                COMPOSE_FILE="${COMPOSE_FILE}:compose.db.yml"
                """);
        assertThat(env.value("COMPOSE_FILE")).contains("compose.yml:compose.smtp.yml:compose.db.yml");
    }

    @Test
    void a_reference_to_a_later_line_is_empty() {
        assertThat(AppEnvFile.parse("A=<$B>\nB=1\n").value("A")).contains("<>");
    }

    @Test
    void an_escaped_dollar_is_a_dollar() {
        assertThat(AppEnvFile.parse("A=1\nB=\"\\$A\"\n").value("B")).contains("$A");
    }

    @Test
    void the_last_line_of_a_key_counts() {
        assertThat(AppEnvFile.parse("A=1\nA=2\n").value("A")).contains("2");
    }

    @Test
    void modifiers_stand_in_a_comment_behind_the_value() {
        var env = AppEnvFile.parse("SECRET_KEY_VERSION=v1 # length=32 charset=default,special\nOTHER=v2\n");
        assertThat(env.value("SECRET_KEY_VERSION")).contains("v1");
        assertThat(env.modifiers("SECRET_KEY_VERSION"))
                .containsEntry("length", "32")
                .containsEntry("charset", "default,special");
        assertThat(env.modifiers("OTHER")).isEmpty();
    }

    @Test
    void a_hash_inside_a_word_is_no_comment() {
        assertThat(AppEnvFile.parse("COLOUR=a#ff0000").value("COLOUR")).contains("a#ff0000");
    }

    @Test
    void modifiers_are_also_found_behind_quotes() {
        assertThat(AppEnvFile.parse("SECRET_KEY_VERSION=\"v1\" # length=8").modifiers("SECRET_KEY_VERSION"))
                .containsEntry("length", "8");
    }

    @Test
    void a_line_that_is_no_assignment_is_refused_with_file_and_line(@TempDir Path folder) throws Exception {
        var file = folder.resolve("a.env");
        Files.writeString(file, "A=1\nnonsense\n");
        assertThatThrownBy(() -> AppEnvFile.read(file))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(file + " line 2")
                .hasMessageContaining("nonsense");
    }

    @Test
    void an_unclosed_quote_is_refused() {
        assertThatThrownBy(() -> AppEnvFile.parse("A=\"one")).hasMessageContaining("quotation mark");
    }

    @Test
    void pinning_rewrites_only_the_recipe_line() {
        var text = "# RECIPE=not-this\nRECIPE=custom-html\nDOMAIN=a.example.org # keep\n\nRECIPES=3";
        assertThat(AppEnvFile.parse(text).pinnedTo("1.0.0+2.0").text())
                .isEqualTo("# RECIPE=not-this\nRECIPE=custom-html:1.0.0+2.0\nDOMAIN=a.example.org # keep\n\nRECIPES=3");
    }

    @Test
    void pinning_replaces_an_earlier_pin_and_knows_the_old_key() {
        assertThat(AppEnvFile.parse("TYPE=custom-html:1.0.0+1.0\n")
                        .pinnedTo("0a1b2c3d+U")
                        .text())
                .isEqualTo("TYPE=custom-html:0a1b2c3d+U\n");
    }
}
