package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the bridge's log looks like, by the pattern that {@code logback.xml} has. */
class LogLineTest {
    private static final Pattern PATTERN = Pattern.compile("<pattern>(.*)</pattern>");

    private static String line(String message) throws Exception {
        var settings = Files.readString(Path.of("main/resources/logback.xml"));
        var found = PATTERN.matcher(settings);
        assertThat(found.find()).isTrue();
        var context = new LoggerContext();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(found.group(1));
        encoder.start();
        var event = new LoggingEvent("x", context.getLogger("coop.ccci.Bridge"), Level.INFO, message, null, null);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void row_14_no_foreign_text_begins_a_line_or_reaches_the_terminal() throws Exception {
        var forged = line("refused why=\"x\r\n2026-11-26T10:00:00Z ERROR Bridge forged\u2028\u001b[2J\u202e\"");
        assertThat(forged.strip().lines()).hasSize(1);
        assertThat(forged)
                .endsWith("refused why=\"x 2026-11-26T10:00:00Z ERROR Bridge forged [2J \"" + System.lineSeparator())
                .doesNotContain("\u001b", "\u202e", "\u2028");
    }

    @Test
    void an_ordinary_line_stays_as_it_is() throws Exception {
        assertThat(line("trigger decided a/b#1 state=admitted, {it's} fine"))
                .endsWith(" INFO  Bridge trigger decided a/b#1 state=admitted, {it's} fine" + System.lineSeparator());
    }
}
