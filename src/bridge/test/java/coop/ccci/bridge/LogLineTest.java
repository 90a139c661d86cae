package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of a message in the bridge's log, by the pattern that {@code logback.xml} has. */
class LogLineTest {
    /** How Logback writes that what an expression finds in the message becomes a blank. */
    private static final Pattern PATTERN =
            Pattern.compile("<pattern>[^%]*%.* %replace\\(%msg\\)\\{'(.*)', ' '}%n</pattern>");

    private static String written(String message) throws IOException {
        var settings = PATTERN.matcher(Files.readString(Path.of("main/resources/logback.xml")));
        assertThat(settings.find()).as("the message is written by %%replace").isTrue();
        return message.replaceAll(settings.group(1), " ");
    }

    @Test
    void row_14_no_foreign_text_begins_a_line_or_reaches_the_terminal() throws IOException {
        assertThat(written("refused why=\"x\r\n2026-11-26T10:00:00Z ERROR Bridge forged\u2028\u001b[2J\u202e\""))
                .isEqualTo("refused why=\"x 2026-11-26T10:00:00Z ERROR Bridge forged [2J \"");
    }

    @Test
    void an_ordinary_line_stays_as_it_is() throws IOException {
        assertThat(written("trigger decided a/b#1 state=admitted, {it's} fine"))
                .isEqualTo("trigger decided a/b#1 state=admitted, {it's} fine");
    }
}
