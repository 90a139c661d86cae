package coop.ccci.bridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"!testme", "  !testme\n", "\r\n!testme\t"})
    void the_word_alone_asks_for_a_test(String body) {
        assertThat(Command.parse(body)).containsInstanceOf(Command.Test.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme please", "!testme --fast", "!testme\n!testme", "!testme 0123abcd"})
    void the_word_with_more_behind_it_is_a_command_that_is_not_known(String body) {
        assertThat(Command.parse(body)).containsInstanceOf(Command.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!testmexyz",
                "!TESTME",
                "please !testme",
                "> !testme",
                "`!testme`",
                "```\n!testme\n```",
                "    x\n!testme",
                "<!-- !testme -->",
                "# !testme",
                "[!testme](http://example.org)",
                "!test me"
            })
    void talking_about_it_is_not_for_the_bridge(String body) {
        assertThat(Command.parse(body)).isEmpty();
    }
}
