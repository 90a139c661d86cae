package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    private static String set(String text, String name, String value) {
        var env = EnvFile.parse(text);
        env.set(name, value);
        return env.text();
    }

    @Test
    void a_variable_is_not_glued_to_a_last_line_without_its_end() {
        assertThat(set("# a comment", "RESTIC_REPOSITORY", "/backups"))
                .isEqualTo("# a comment\nRESTIC_REPOSITORY=/backups\n");
    }

    @Test
    void a_variable_is_changed_where_it_stands_and_all_else_is_kept() {
        assertThat(set("A=1\n\n# B=old\nB=2 # length=3\nC=3\n", "B", "")).isEqualTo("A=1\n\n# B=old\nB=\nC=3\n");
    }

    @Test
    void row_19_a_value_of_any_length_is_read_in_time_and_with_the_stack_there_is() {
        for (var value : List.of(
                "\"" + "\\x".repeat(500_000) + "\"",
                "\"" + "x".repeat(1_000_000),
                "x" + " ".repeat(1_000_000) + "x",
                "'" + "x".repeat(1_000_000) + "' # c",
                "$A".repeat(100_000),
                "${A:-".repeat(20_000))) {
            assertTimeoutPreemptively(Duration.ofMinutes(5), () -> assertThat(
                            EnvFile.parse("A=1\nB=" + value).variables())
                    .containsKey("B"));
        }
    }

    @Test
    void row_19_comments_without_end_are_read_in_time() {
        for (var value :
                List.of("v1" + " #".repeat(500_000) + "'", "v1" + " #\"".repeat(300_000), " #x".repeat(300_000))) {
            assertTimeoutPreemptively(Duration.ofMinutes(5), () -> assertThat(
                            EnvFile.parse("A=" + value).canonical().variables())
                    .containsKey("A"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A=v1 # length=32 | A=v1 # length=32",
                "A=\"v 1\" # length=32 charset=hex | A='v 1' # length=32 charset=hex",
                "A=v1 # it is \"x\" | A=v1",
                "A='a # length=1' | A='a # length=1'",
                "A=v1 # a word # length=32 | A=v1 # length=32",
                "A=v1#length=32 | A='v1#length=32'"
            })
    void what_a_comment_says_to_abra_is_kept(String line, String canonical) {
        assertThat(EnvFile.parse(line).canonical().text()).isEqualTo(canonical + "\n");
    }

    @Test
    void a_variable_that_stands_twice_stands_once_afterwards() {
        assertThat(set("A=1\nB=2\nA=3\nA=4", "A", "5")).isEqualTo("A=5\nB=2\n");
    }

    @Test
    void a_commented_variable_is_an_optional_feature_and_stays_one() {
        assertThat(set("#A=1", "A", "2")).isEqualTo("#A=1\nA=2\n");
    }

    @Test
    void a_value_cannot_bring_a_second_variable() {
        assertThatThrownBy(() -> set("", "A", "1\nSTACK_NAME=x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set("", "A", "1\rSTACK_NAME=x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "two words",
                "a#b",
                "say \"hi\"",
                "$HOME",
                "it's $HOME",
                "back\\slash",
                "Host(`a.b`)",
                "ünïcode"
            })
    void a_value_is_read_back_as_it_was_set(String value) {
        var env = EnvFile.parse("");
        env.set("A", value);

        assertThat(EnvFile.parse(env.text()).variables()).containsEntry("A", value);
    }

    @Test
    void later_lines_win_and_may_refer_to_earlier_ones() {
        var text =
                """
                COMPOSE_FILE="compose.yml"
                COMPOSE_FILE="$COMPOSE_FILE:compose.smtp.yml"
                SECRET_A_VERSION=v1 # length=32
                export X='a b'
                not a variable
                """;

        assertThat(EnvFile.parse(text).variables())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("COMPOSE_FILE", "compose.yml:compose.smtp.yml", "SECRET_A_VERSION", "v1", "X", "a b"));
    }

    @Test
    void references_are_replaced_as_compose_does() {
        var variables = Map.of("A", "1", "EMPTY", "");

        assertThat(EnvFile.expand("$A ${A} ${B:-two} ${EMPTY:-three} ${B} $B.", variables))
                .isEqualTo("1 1 two three  .");
    }

    @Test
    void what_another_file_has_besides_is_added_line_by_line_with_what_it_says_to_abra() {
        var own = EnvFile.parse("RECIPE=x\nCOLOUR=red");

        var added = own.adopt(
                EnvFile.parse("RECIPE=y\n# a word\nCOLOUR=blue\nSECRET_PW_VERSION=v1 # length=32\n#MORE=1\nDOMAIN=d"),
                Set.of("DOMAIN"));

        assertThat(added).containsExactly("SECRET_PW_VERSION");
        assertThat(own.text()).isEqualTo("RECIPE=x\nCOLOUR=red\nSECRET_PW_VERSION=v1 # length=32\n");
    }
}
