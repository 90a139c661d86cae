package coop.ccci.harness.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static KeptRun run(long id, String recipe, int daysAgo, long bytes, long workBytes) {
        return new KeptRun(
                new RunId(id),
                recipe.isEmpty() ? Optional.empty() : Optional.of(new RecipeName(recipe)),
                NOW.minus(Duration.ofDays(daysAgo)).minusSeconds(1),
                bytes,
                workBytes);
    }

    private static RetentionRule.Removals of(long maxBytes, KeptRun... runs) {
        return new RetentionRule(Duration.ofDays(30), maxBytes).of(List.of(runs), NOW);
    }

    @Test
    void row_19_old_runs_go_and_never_the_newest_of_a_recipe() {
        var removals = of(
                1000,
                run(1, "a", 90, 10, 10),
                run(2, "a", 40, 10, 10),
                run(3, "b", 50, 10, 10),
                run(4, "a", 31, 10, 10),
                run(5, "", 60, 10, 10));
        assertThat(removals.whole()).containsExactly(new RunId(1), new RunId(5), new RunId(2));
        assertThat(removals.work()).isEmpty();
    }

    @Test
    void row_19_what_runs_worked_with_goes_after_a_day() {
        var removals = of(1000, run(1, "a", 2, 10, 10), run(2, "a", 0, 10, 10), run(3, "a", 0, 10, 10));
        assertThat(removals.whole()).isEmpty();
        assertThat(removals.work()).containsExactly(new RunId(1));
    }

    @Test
    void row_19_too_many_at_once_lose_first_their_work_and_then_everything_the_oldest_first() {
        var runs = new KeptRun[] {
            run(1, "a", 0, 10, 100), run(2, "a", 0, 10, 100), run(3, "a", 0, 10, 100), run(4, "a", 0, 10, 100)
        };
        assertThat(of(440, runs).work()).isEmpty();
        assertThat(of(439, runs).work()).containsExactly(new RunId(1));
        assertThat(of(150, runs).work()).containsExactly(new RunId(1), new RunId(2), new RunId(3));
        assertThat(of(130, runs).whole()).containsExactly(new RunId(1));
        assertThat(of(0, runs).whole()).containsExactly(new RunId(1), new RunId(2), new RunId(3));
        assertThat(of(0, runs).work()).isEmpty();
    }

    @Test
    void nothing_goes_where_there_is_room() {
        var removals = of(1000, run(1, "a", 0, 10, 10), run(2, "", 0, 10, 10));
        assertThat(removals.whole()).isEmpty();
        assertThat(removals.work()).isEmpty();
    }

    @Test
    void times_and_sizes_are_written_as_people_do() {
        assertThat(RetentionRule.age("12h")).isEqualTo(Duration.ofHours(12));
        assertThat(RetentionRule.age("30d")).isEqualTo(Duration.ofDays(30));
        assertThat(RetentionRule.size("500M")).isEqualTo(500L * 1024 * 1024);
        assertThat(RetentionRule.size("10G")).isEqualTo(10L * 1024 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0d", "-1d", "1w", "10 G", "999999999d", "1T"})
    void what_is_neither_is_told_with_the_right_form(String text) {
        assertThatThrownBy(() -> RetentionRule.age(text)).hasMessageContaining("CCCI_KEEP_RUNS");
        assertThatThrownBy(() -> RetentionRule.size(text)).hasMessageContaining("CCCI_RUNS_SIZE");
    }
}
