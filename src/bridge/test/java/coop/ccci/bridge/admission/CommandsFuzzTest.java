package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.trigger.CommandWords;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people write, it is a command, nearly one, or none of ours. */
class CommandsFuzzTest {
    @Property(seed = "1")
    void a_comment_is_read_and_only_a_whole_one_is_a_command(@ForAll("comments") String body) {
        var command = CommandWords.parse(body).map(Commands::parse);
        if (command.isPresent()) {
            assertThat(body.strip().toLowerCase(java.util.Locale.ROOT)).startsWith("!testme");
        }
    }

    @Provide
    Arbitrary<String> comments() {
        var piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "!testme",
                        "!Testme",
                        " ",
                        "\n",
                        "\t",
                        "--quick",
                        "—quick",
                        "cancel",
                        "help",
                        "0123abc",
                        "`",
                        "> ",
                        ".",
                        "!",
                        "<!-- ",
                        "-->",
                        "\u200b",
                        "\u202e",
                        "\u00a0",
                        "0".repeat(41),
                        "a".repeat(70_000)),
                Arbitraries.strings().ofMaxLength(5));
        return Combinators.combine(piece, piece, piece, piece, piece).as((a, b, c, d, e) -> a + b + c + d + e);
    }
}
