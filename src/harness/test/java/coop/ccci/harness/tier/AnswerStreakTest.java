package coop.ccci.harness.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerStreakTest {
    private static AnswerStreak after(int threshold, String answers) {
        var streak = new AnswerStreak(threshold);
        answers.chars().forEach(answer -> streak.add(answer == '1'));
        return streak;
    }

    @Test
    void it_is_reached_by_answers_in_a_row_alone() {
        assertThat(after(1, "").isReached()).isFalse();
        assertThat(after(1, "01").isReached()).isTrue();
        assertThat(after(3, "11").isReached()).isFalse();
        assertThat(after(3, "110110").isReached()).isFalse();
        assertThat(after(3, "1101101").isReached()).isFalse();
        assertThat(after(3, "110111").isReached()).isTrue();
    }

    @Test
    void answers_in_a_row_are_a_second_apart_and_a_missing_one_is_asked_for_sooner() {
        var pause = Duration.ofMillis(150);

        assertThat(after(3, "0").pause(pause)).isEqualTo(pause);
        assertThat(after(3, "1").pause(pause)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(3, "10").pause(pause)).isEqualTo(pause);
    }

    @Test
    void what_was_asked_for_and_what_came_is_told() {
        assertThat(after(1, "0").describe()).isEmpty();
        assertThat(after(3, "0110").describe())
                .isEqualTo(", 3 times in a row (health.success_threshold); it came to 2");
    }
}
