package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellQuoteTest {
    @Test
    void a_shell_reads_back_exactly_what_was_quoted() throws IOException {
        for (String value : List.of(
                "", "plain", "two words", "it's", "''", "$HOME `id` $(id)", "a\"b\\c", "line\nfeed", "*", "-n", "ü")) {
            assertThat(readByShell(ShellQuote.of(value))).isEqualTo(value);
        }
    }

    private static String readByShell(String word) throws IOException {
        var shell = new ProcessBuilder("sh", "-c", "printf %s. " + word).start();
        var text = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return text.substring(0, text.length() - 1);
    }
}
