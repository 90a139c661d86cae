package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code CCCI_LOG_FORMAT=json} makes of an event, by the settings that {@code logback-json.xml} has. */
class JsonLogTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void setUp() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(JsonLogTest.class.getResource("/logback-json.xml"));
    }

    @AfterEach
    void tearDown() {
        context.stop();
    }

    private JsonNode written(Throwable problem, String message, Object... arguments) throws IOException {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("console");
        var event =
                new LoggingEvent("x", context.getLogger("coop.ccci.Bridge"), Level.WARN, message, problem, arguments);
        event.setMDCPropertyMap(Map.of("camel.routeId", "watch-runs"));
        var line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        assertThat(line.strip().lines()).as("one line").hasSize(1);
        assertThat(line).endsWith("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void a_line_is_one_object_with_time_level_logger_route_and_the_whole_message() throws IOException {
        var line = written(null, "run launched run={} recipe={}", 7, "custom-html");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("run launched run=7 recipe=custom-html");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("loggerName").asText()).isEqualTo("coop.ccci.Bridge");
        assertThat(line.path("timestamp").isNumber()).isTrue();
        assertThat(line.at("/mdc/camel.routeId").asText()).isEqualTo("watch-runs");
    }

    @Test
    void row_14_foreign_text_begins_no_line_and_forges_no_field() throws IOException {
        var foreign = "x\"}\r\n{\"level\":\"ERROR\"}\u001b[2J";
        var line = written(new IllegalStateException(foreign), "refused why={}", foreign);
        assertThat(line.path("formattedMessage").asText()).isEqualTo("refused why=" + foreign);
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.at("/throwable/message").asText()).isEqualTo(foreign);
    }
}
