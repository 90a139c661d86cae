package coop.ccci.sandbox.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleDisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    @Test
    void a_log_has_plain_lines_with_the_time_that_went_by() {
        var console = console(false);
        var gitea = console.begin("gitea");
        pass(1500);
        gitea.doing("starting gitea");
        pass(700);
        gitea.note("the port was changed");
        gitea.done("version 1.26.0");
        pass(60_000);
        console.begin("traefik").failed("port 80 is in use");
        console.close();
        assertThat(shown())
                .isEqualTo(
                        """
                             1.5 s  … gitea                starting gitea
                             2.2 s  ! gitea                the port was changed
                             2.2 s  ✓ gitea                version 1.26.0
                         1 min 2 s  ✗ traefik              port 80 is in use
                        """);
    }

    @Test
    void a_log_says_every_half_minute_that_long_work_goes_on() {
        var console = console(false);
        console.begin("gitea").doing("building");
        for (int second = 0; second < 65; second++) {
            pass(1000);
            console.tick();
        }
        assertThat(shown().lines().filter(line -> line.contains("still building")))
                .hasSize(2);
    }

    @Test
    void where_there_was_nothing_to_do_there_is_no_line() {
        var console = console(false);
        console.begin("gitea").done("");
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_terminal_has_one_live_line_below_what_is_done() {
        var console = console(true);
        console.begin("docker").doing("starting dockerd");
        console.begin("gitea").doing("starting gitea");
        pass(1000);
        console.tick();
        assertThat(shown()).endsWith("\r\033[K1 s  docker: starting dockerd · gitea: starting gitea");
        console.close();
        assertThat(shown()).endsWith("\r\033[K");
    }

    private ConsoleDisplay console(boolean terminal) {
        return ConsoleDisplay.stepped(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, () -> now);
    }

    private void pass(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
