package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.admission.TestCommand.CommitPrefix;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.contract.Commit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @ParameterizedTest
    @ValueSource(strings = {"!testme", "  !testme\n", "\r\n!testme\t"})
    void the_word_alone_asks_for_a_test(String body) {
        assertThat(parse(body)).contains(new TestCommand(Run.Mode.FULL, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme --quick", "!testme   --quick\n", "!testme\t--quick"})
    void quick_is_a_mode(String body) {
        assertThat(parse(body)).contains(new TestCommand(Run.Mode.QUICK, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme 0123abc", "!testme 0123ABC"})
    void a_commit_may_be_named_by_its_first_digits(String body) {
        assertThat(parse(body)).contains(new TestCommand(Run.Mode.FULL, Optional.of(new CommitPrefix("0123abc"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme --quick 0123abc", "!testme 0123abc --quick"})
    void commit_and_mode_go_together_in_any_order(String body) {
        assertThat(parse(body)).contains(new TestCommand(Run.Mode.QUICK, Optional.of(new CommitPrefix("0123abc"))));
    }

    @Test
    void a_commit_fits_when_it_begins_so() {
        var commit = new Commit("0123abc" + "0".repeat(33));
        assertThat(new CommitPrefix("0123abc").fits(commit)).isTrue();
        assertThat(new CommitPrefix(commit.value()).fits(commit)).isTrue();
        assertThat(new CommitPrefix("0123abd").fits(commit)).isFalse();
    }

    @Test
    void help_and_cancel_stand_alone() {
        assertThat(parse("!testme help")).containsInstanceOf(HelpCommand.class);
        assertThat(parse(" !testme  cancel ")).containsInstanceOf(CancelCommand.class);
        assertThat(parse("!testme cancel 0123abc")).containsInstanceOf(Commands.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "!testme quick,quick,--quick",
        "!testme -q,-q,--quick",
        "!testme --fast,--fast,--quick",
        "!testme —quick,—quick,--quick",
        "!testme --help,--help,help",
        "!testme Cancel,Cancel,cancel",
        "!testme stop,stop,cancel"
    })
    void somebody_who_nearly_knows_it_is_told_what_it_is(String body, String word, String meant) {
        assertThat(parse(body)).contains(new Commands.Unknown(word, Optional.of(meant)));
    }

    @ParameterizedTest
    @CsvSource({
        "!testme please,please",
        "!testme 0123ab,0123ab",
        "!testme 0123abcx,0123abcx",
        "!testme --quick --quick,--quick",
        "!testme 0123abc 0123abc,0123abc",
        "!testme 00000000000000000000000000000000000000000,00000000000000000000000000000000000000000"
    })
    void the_word_with_more_behind_it_is_a_command_that_is_not_known(String body, String word) {
        assertThat(parse(body)).contains(new Commands.Unknown(word, Optional.empty()));
    }

    @Test
    void a_letter_behind_the_word_is_a_command_that_is_not_known() {
        assertThat(parse("!testme\n!testme")).containsInstanceOf(Commands.Unknown.class);
        assertThat(parse("!testme" + " 0123abc".repeat(10_000))).containsInstanceOf(Commands.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!testmexyz",
                "!Testmexyz",
                "!testme.xyz",
                "!testme....",
                "!testme/",
                "please !testme",
                "> !testme",
                "> !testme\n\nlet us try this",
                "`!testme`",
                "```\n!testme\n```",
                "~~~\n!testme\n~~~",
                "    x\n!testme",
                "<!-- !testme -->",
                "<!-- cc-ci pull request 1 -->\n!testme",
                "# !testme",
                "**!testme**",
                "[!testme](http://example.org)",
                "\u200B!testme",
                "!test me"
            })
    void row_6_talking_about_it_is_not_for_the_bridge(String body) {
        assertThat(parse(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "!Testme,!Testme,''",
        "!TESTME,!TESTME,''",
        "!testme.,!testme.,''",
        "'!testme, please','!testme,',''",
        "!testme!!!,!testme!!!,''",
        "'!Testme  cancel',!Testme,cancel",
        "!testme: --quick 0123ABC,!testme:,--quick 0123ABC",
        "!Testme stop,!Testme,cancel",
        "!Testme please,!Testme,''"
    })
    void the_word_written_nearly_right_is_answered_with_how_it_is_written(String body, String word, String meant) {
        assertThat(parse(body)).contains(new Commands.Unknown(word, Optional.of(meant)));
        assertThat(parse(("!testme " + meant).strip())).get().isNotInstanceOf(Commands.Unknown.class);
    }

    @Test
    void what_is_suggested_is_a_command_itself() {
        assertThat(Commands.usages())
                .allSatisfy(usage -> assertThat(parse(usage.exampleComment().orElseGet(usage::comment)))
                        .get()
                        .isNotInstanceOf(Commands.Unknown.class));
    }

    private static Optional<Command> parse(String body) {
        return CommandWords.parse(body).map(Commands::parse);
    }
}
