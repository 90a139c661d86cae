package coop.ccci.harness.lint;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.Results.Lint.Rule;
import coop.ccci.contract.RungStatus;
import coop.ccci.harness.process.ProcessResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What abra said stands in files, recorded at a terminal. */
class LintReadingTest {
    private static final String CLEAN = RecordedLint.of("clean.txt");
    private static final String ERRORS = RecordedLint.of("lightweight-tag.txt");

    /** The same without padding, for tests that damage every character of it. */
    private static String dense(String text) {
        return text.replaceAll(" +", " ").replaceAll("━+", "━");
    }

    private static Lint read(int exit, String output) {
        return LintReading.of(new ProcessResult(exit, false, output, "", Duration.ZERO));
    }

    private static Lint read(String output) {
        return read(0, output);
    }

    private static Rule rule(Lint lint, String ref) {
        return lint.rules().stream()
                .filter(rule -> rule.ref().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class A_table {
        @Test
        void that_shows_no_error_is_a_pass_although_warnings_are_in_it() {
            var lint = read(CLEAN);

            assertThat(lint.status()).isEqualTo(RungStatus.PASS);
            assertThat(lint.rules()).hasSize(15);
            assertThat(rule(lint, "R013"))
                    .isEqualTo(new Rule("R013", "git.coopcloud.tech repo exists", "warn", false, false));
            assertThat(rule(lint, "R008")).isEqualTo(new Rule("R008", ".env.sample provided", "error", true, false));
        }

        @Test
        void that_shows_errors_is_a_failure_although_abra_ends_with_0() {
            var lint = read(ERRORS);

            assertThat(lint.status()).isEqualTo(RungStatus.FAIL);
            assertThat(lint.reason())
                    .contains("not satisfied: R010 traefik routing enabled; R014 only annotated tags used for recipe"
                            + " version");
        }

        @Test
        void tells_a_rule_that_does_not_apply_from_one_that_is_broken() {
            var lint = read(RecordedLint.of("no-routing.txt"));

            assertThat(lint.status()).isEqualTo(RungStatus.PASS);
            assertThat(rule(lint, "R010")).isEqualTo(new Rule("R010", "traefik routing enabled", "error", false, true));
        }

        @Test
        void may_have_rules_that_nobody_here_has_heard_of() {
            var row = "┃ R016 ┃ something new ┃ error ┃ ✅ ┃ - ┃ do it ┃\r\n┗";

            assertThat(read(CLEAN.replace("┗", row)).rules()).hasSize(16);
            assertThat(read(CLEAN.replace("┗", row.replace("✅", "❌"))).reason())
                    .contains("not satisfied: R016 something new");
        }

        @Test
        void may_have_other_columns_in_another_order() {
            var table =
                    """
                    ┏━━━┳━━━┳━━━┳━━━┳━━━┓
                    ┃ SKIPPED ┃ SATISFIED ┃ SEVERITY ┃ RULE ┃ REF ┃
                    ┣━━━╋━━━╋━━━╋━━━╋━━━┫
                    ┃ - ┃ ❌ ┃ error ┃ images ┃ R001 ┃
                    ┗━━━┻━━━┻━━━┻━━━┻━━━┛
                    """;

            assertThat(read(table).rules()).containsExactly(new Rule("R001", "images", "error", false, false));
        }

        @Test
        void may_wrap_a_long_text() {
            var wrapped = CLEAN.replace("┃ R002 ", "┃      ┃ and nothing else ┃ ┃ ┃ ┃ in compose files ┃\r\n┃ R002 ");

            assertThat(rule(read(wrapped), "R001").rule())
                    .isEqualTo("compose config has expected version and nothing else");
        }

        @Test
        void may_be_coloured() {
            var coloured = CLEAN.replace("error", "\u001b[31merror\u001b[0m").replace("✅", "\u001b[1;32m✅\u001b[m");

            assertThat(read(coloured)).isEqualTo(read(CLEAN));
        }
    }

    @Nested
    class Damage {
        @Test
        void of_one_line_lost_or_doubled_never_looks_like_a_better_recipe() {
            for (var text : List.of(CLEAN, ERRORS)) {
                var lines = text.lines().toList();
                for (var at = 0; at < lines.size(); at++) {
                    var lost = new ArrayList<>(lines);
                    lost.remove(at);
                    notBetter(text, String.join("\n", lost));
                    var doubled = new ArrayList<>(lines);
                    doubled.add(at, lines.get(at));
                    notBetter(text, String.join("\n", doubled));
                }
            }
        }

        @Test
        void of_an_end_cut_off_anywhere_never_looks_like_a_better_recipe() {
            for (var text : List.of(dense(CLEAN), dense(ERRORS))) {
                for (var length = 0; length < text.length(); length++) {
                    notBetter(text, text.substring(0, length));
                }
            }
        }

        @Test
        void of_any_one_character_never_turns_an_error_into_a_pass() {
            var text = dense(ERRORS);
            for (var other : List.of("", "✅")) {
                for (var at = 0; at < text.length(); at++) {
                    var damaged = text.substring(0, at) + other + text.substring(at + 1);
                    assertThat(read(damaged).status()).as(damaged).isNotEqualTo(RungStatus.PASS);
                }
            }
        }

        /** The last rule of a table cannot be missed, but it can be seen that it is no error that was lost. */
        private void notBetter(String whole, String damaged) {
            var before = read(whole);
            var after = read(damaged);
            if (after.status() == RungStatus.PASS) {
                assertThat(before.status()).as(damaged).isEqualTo(RungStatus.PASS);
                assertThat(before.rules()).as(damaged).startsWith(after.rules().toArray(Rule[]::new));
            } else {
                assertThat(after.reason()).isPresent();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "no table here",
                    "┏━┓\n┗━┛",
                    "┗━┛\n┏━┓",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃\n┃ R001 ┃ x ┃ warn ┃ ✅ ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┃ R001 ┃ x ┃ grave ┃ ✅ ┃ - ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┃ R001 ┃ x ┃ error ┃ - ┃ - ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┃ R001 ┃ x ┃ error ┃ yes ┃ - ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┃ R001 ┃ ┃ error ┃ ✅ ┃ - ┃\n┗━┛",
                    "┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n┃ S1 ┃ x ┃ error ┃ ✅ ┃ - ┃\n┗━┛"
                })
        void to_the_form_is_not_verified_and_says_why(String output) {
            var lint = read(output);

            assertThat(lint.status()).isEqualTo(RungStatus.UNVER);
            assertThat(lint.reason().orElseThrow()).startsWith("what abra recipe lint said cannot be read: ");
        }

        @Test
        void row_19_a_table_without_end_is_not_read_for_ever() {
            var rows = new StringBuilder("┏━┓\n┃ ref ┃ rule ┃ severity ┃ satisfied ┃ skipped ┃\n");
            for (var number = 1; number < 1000; number++) {
                rows.append(String.format("┃ R%03d ┃ x ┃ warn ┃ ✅ ┃ - ┃%n", number));
            }

            assertThat(read(rows + "┗━┛").reason().orElseThrow()).contains("more than 200 rules");
        }
    }

    @Nested
    class No_table {
        @Test
        void because_of_the_recipe_s_own_files_is_a_failure() {
            var lint = read(1, RecordedLint.of("no-sample.txt"));

            assertThat(lint.status()).isEqualTo(RungStatus.FAIL);
            assertThat(lint.reason().orElseThrow())
                    .startsWith("abra cannot lint it: unable to validate recipe: .env.sample");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "FATA authentication required: Unauthorized",
                    "FATA unable to validate recipe: dial tcp: lookup git.coopcloud.tech: no such host",
                    "FATA something that nobody has seen yet"
                })
        void because_of_anything_else_is_not_verified(String output) {
            var lint = read(1, output);

            assertThat(lint.status()).isEqualTo(RungStatus.UNVER);
            assertThat(lint.reason()).contains("abra cannot lint it: " + output.substring("FATA ".length()));
        }

        @Test
        void because_there_is_no_terminal_is_not_verified() {
            assertThat(read(1, RecordedLint.of("no-terminal.txt")).status()).isEqualTo(RungStatus.UNVER);
        }

        @Test
        void because_it_was_killed_is_not_verified_even_when_it_had_printed_all() {
            var lint = LintReading.of(new ProcessResult(143, true, CLEAN, "", Duration.ZERO));

            assertThat(lint.status()).isEqualTo(RungStatus.UNVER);
            assertThat(lint.reason()).contains("abra recipe lint did not end within its time");
        }

        @Test
        void and_an_exit_code_without_a_word_is_not_verified() {
            assertThat(read(127, "").reason()).contains("abra recipe lint ended with exit code 127");
            assertThat(read(2, CLEAN).status()).isEqualTo(RungStatus.UNVER);
        }

        @Test
        void and_a_fatal_word_after_a_table_is_not_a_pass() {
            assertThat(read(0, CLEAN + "FATA broken pipe").status()).isEqualTo(RungStatus.UNVER);
        }
    }
}
