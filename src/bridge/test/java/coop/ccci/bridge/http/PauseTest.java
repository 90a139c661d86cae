package coop.ccci.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Pause pause = new Pause(clock);

    @Test
    void without_a_word_there_is_none() {
        assertThat(pause.left()).isEmpty();
    }

    @Test
    void it_lasts_as_long_as_was_asked_for_and_a_random_part_more() {
        pause.begin("20");
        assertThat(pause.left().orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
        clock.forward(Duration.ofSeconds(25));
        assertThat(pause.left()).isEmpty();
    }

    @Test
    void without_a_time_it_doubles_until_there_is_an_answer() {
        pause.begin(null);
        assertThat(pause.left().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
        pause.begin("soon");
        pause.begin(null);
        assertThat(pause.left().orElseThrow()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        pause.end();
        pause.begin(null);
        assertThat(pause.left().orElseThrow()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void it_is_never_longer_than_some_minutes() {
        pause.begin("999999");
        assertThat(pause.left().orElseThrow()).isLessThan(Pause.MAX.multipliedBy(2));
    }
}
