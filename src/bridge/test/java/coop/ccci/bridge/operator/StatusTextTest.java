package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.operator.BridgeStatusCommand.StatusText;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.PartHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void it_reads_like_this() {
        var running = run(12, Duration.ofMinutes(4), Optional.of("upgrade"));
        var status = new BridgeStatus(
                false,
                NOW,
                Optional.of(NOW.minus(Duration.ofMinutes(20))),
                1,
                List.of(running),
                List.of(
                        run(13, Duration.ofMinutes(3), Optional.empty()),
                        run(14, Duration.ofSeconds(50), Optional.empty())),
                List.of(
                        new PartHealth("forge", false, Optional.of("Gitea cannot be reached"), Map.of()),
                        new PartHealth("ledger", true, Optional.empty(), Map.of("unfinished runs", "3"))));
        assertThat(new StatusText(status).text())
                .isEqualTo(
                        """
                        not working: forge; what to do stands below
                        paused 20 minutes ago: no run starts until ./cc-ci admin resume

                        running  1 of 1
                          run 12  recipe-maintainers/custom-html#12 at 01234567, asked for by maya, launched 4 minutes ago, at upgrade
                        waiting  2
                          1. run 13  recipe-maintainers/custom-html#13 at 01234567, asked for by maya, queued 3 minutes ago
                          2. run 14  recipe-maintainers/custom-html#14 at 01234567, asked for by maya, queued 50 seconds ago

                        health
                          DOWN  forge
                                Gitea cannot be reached
                          ok    ledger
                                unfinished runs: 3
                        """);
    }

    @Test
    void of_a_long_queue_the_beginning_is_shown() {
        var waiting = IntStream.rangeClosed(1, 50)
                .mapToObj(number -> run(number, Duration.ofMinutes(3), Optional.empty()))
                .toList();
        var status = new BridgeStatus(true, NOW, Optional.empty(), 1, List.of(), waiting, List.of());
        assertThat(new StatusText(status).text())
                .contains("waiting  50\n", "  20. run 20 ", "  and 30 more; ./cc-ci status --json has them all")
                .doesNotContain("21. run");
    }

    @Test
    void what_a_terminal_obeys_is_left_out() {
        var health = new PartHealth("forge", false, Optional.of("a\u001b[31mb\nc\u202e"), Map.of());
        var status = new BridgeStatus(false, NOW, Optional.empty(), 1, List.of(), List.of(), List.of(health));
        assertThat(new StatusText(status).text()).contains("a [31mb c ").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void what_is_written_is_read_again() {
        var run = run(12, Duration.ofMinutes(4), Optional.of("upgrade"));
        var part = new PartHealth("ledger", true, Optional.empty(), Map.of("unfinished runs", "3"));
        var status = new BridgeStatus(true, NOW, Optional.of(NOW), 1, List.of(run), List.of(), List.of(part));
        assertThat(OperatorJson.read(OperatorJson.write(status), BridgeStatus.class))
                .isEqualTo(status);
    }

    private static ActiveRun run(int number, Duration age, Optional<String> stage) {
        return new ActiveRun(
                number,
                "custom-html",
                "recipe-maintainers/custom-html",
                number,
                COMMIT,
                "maya",
                NOW.minus(age),
                stage,
                false);
    }
}
