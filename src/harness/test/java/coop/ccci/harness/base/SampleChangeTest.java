package coop.ccci.harness.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a new sample means for apps that were made from an older one. */
class SampleChangeTest {
    private static String notes(String before, String now) {
        return String.join("\n", SampleChange.between(before, now).notes());
    }

    @Test
    void samples_that_say_the_same_change_nothing_whatever_their_form() {
        assertThat(notes("RECIPE=x\nDOMAIN=x.example.com\nA=1\n", "# new words\nRECIPE=y\nDOMAIN=y\nA='1' # one"))
                .isEmpty();
        assertThat(SampleChange.between("", "")).isEqualTo(SampleChange.NONE);
    }

    @Test
    void a_variable_that_is_new_is_none_of_it_because_it_is_added_at_the_upgrade() {
        assertThat(notes("A=1\n", "A=1\nB=2\n")).isEmpty();
    }

    @Test
    void a_changed_default_is_told_with_both_values() {
        assertThat(notes("MODE=old\n", "MODE=new\n"))
                .isEqualTo(
                        "the commit's .env.sample changes the default of MODE from \"old\" to \"new\": apps that exist"
                                + " keep \"old\"");
    }

    @Test
    void an_overlay_that_appeared_is_told_also_where_the_base_named_no_file_at_all() {
        assertThat(notes("", "COMPOSE_FILE=\"compose.yml:compose.cache.yml\"\n"))
                .isEqualTo(
                        "the commit's .env.sample newly has compose.cache.yml in COMPOSE_FILE: new apps get it, apps that"
                                + " exist do not");
    }

    @Test
    void an_overlay_that_is_gone_is_told() {
        assertThat(notes("COMPOSE_FILE=compose.yml:compose.old.yml\n", "COMPOSE_FILE=compose.yml\n"))
                .contains("no longer has compose.old.yml in COMPOSE_FILE");
    }

    @Test
    void a_variable_that_is_gone_is_told() {
        assertThat(notes("OLD_GREETING=hello\n", "NEW_GREETING=hello\n")).contains("no longer has OLD_GREETING");
    }

    @Test
    void what_is_shown_of_a_value_is_one_short_line() {
        var note = notes("A=1\n", "A=" + "x".repeat(500) + "\n");

        assertThat(note).hasSizeLessThan(300).contains("xxx…");
    }
}
