package coop.ccci.harness.tier;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.probe.Answer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerPatienceTest {
    @ParameterizedTest
    @CsvSource({
        // kind, seconds waited, seconds steady, explained, seconds that may be taken, over
        "NO_ROUTE, 20, 20, true, 300, false", // Traefik has not looked at the swarm yet
        "NO_ROUTE, 26, 26, true, 300, true",
        "NO_ROUTE, 26, 10, true, 300, false",
        "NO_ROUTE, 26, 26, false, 300, false",
        "NO_ROUTE, 61, 61, false, 300, true",
        "NO_ROUTE, 61, 61, false, 600, false", // somebody has declared that it takes long
        "NO_ROUTE, 7, 7, false, 6, true",
        "LOGIN, 20, 20, false, 300, false",
        "LOGIN, 31, 31, false, 300, true",
        "LOGIN, 90, 20, false, 300, false",
        "REDIRECT_LOOP, 29, 29, false, 300, false",
        "REDIRECT_LOOP, 31, 31, false, 300, true",
        "GATEWAY, 290, 290, false, 300, false", // an app that takes its time to listen
        "GATEWAY, 301, 301, false, 300, true",
        "OTHER, 290, 290, false, 300, false",
        "OTHER, 301, 1, false, 300, true"
    })
    void what_will_not_change_is_not_waited_for_as_long_as_what_may(
            Answer.Kind kind, int waited, int steady, boolean explained, int longest, boolean over) {
        assertThat(new AnswerPatience(Duration.ofSeconds(longest))
                        .isOver(kind, Duration.ofSeconds(waited), Duration.ofSeconds(steady), explained))
                .isEqualTo(over);
    }
}
