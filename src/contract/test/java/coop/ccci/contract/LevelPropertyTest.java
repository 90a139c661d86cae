package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The level, over every combination of what can be known of the five rungs. */
class LevelPropertyTest {
    @Test
    void the_level_is_a_passed_rung_with_nothing_failed_or_unknown_below_it() {
        var seen = 0;
        for (var rungs : Combinations.of(Rung.class, RungStatus.values())) {
            var statuses = List.copyOf(rungs.values());
            var level = Level.of(rungs);

            assertThat(level).isBetween(0, 5);
            if (level > 0) {
                assertThat(statuses.get(level - 1)).isEqualTo(RungStatus.PASS);
            }
            assertThat(statuses.subList(0, level)).doesNotContain(RungStatus.FAIL, RungStatus.UNVER);
            assertThat(isHigherRungReached(statuses, level))
                    .as(rungs.toString())
                    .isFalse();
            seen++;
        }
        assertThat(seen).isEqualTo(1024);
    }

    private static boolean isHigherRungReached(List<RungStatus> statuses, int level) {
        for (var higher = level + 1; higher <= statuses.size(); higher++) {
            var below = statuses.subList(0, higher);
            if (statuses.get(higher - 1) == RungStatus.PASS
                    && !below.contains(RungStatus.FAIL)
                    && !below.contains(RungStatus.UNVER)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void the_worse_a_rung_is_known_to_be_the_lower_or_equal_is_the_level() {
        for (var rungs : Combinations.of(Rung.class, RungStatus.values())) {
            for (var rung : Rung.values()) {
                for (var worse : List.of(RungStatus.FAIL, RungStatus.UNVER)) {
                    var other = Combinations.with(rungs, rung, worse);
                    assertThat(Level.of(other)).isLessThanOrEqualTo(Level.of(rungs));
                }
            }
        }
    }

    @Test
    void a_skip_alone_never_raises_the_level() {
        for (var rungs : Combinations.of(Rung.class, RungStatus.values())) {
            for (var rung : Rung.values()) {
                var skipped = Combinations.with(rungs, rung, RungStatus.SKIP);
                assertThat(Level.of(skipped)).isNotEqualTo(rung.number());
                assertThat(Level.of(skipped))
                        .isLessThanOrEqualTo(Level.of(Combinations.with(rungs, rung, RungStatus.PASS)));
            }
        }
    }

    @Test
    void a_rung_that_is_absent_counts_as_not_verified() {
        for (var rungs : Combinations.of(Rung.class, RungStatus.values())) {
            for (var rung : Rung.values()) {
                var absent = Combinations.without(rungs, rung);
                assertThat(Level.of(absent)).isEqualTo(Level.of(Combinations.with(rungs, rung, RungStatus.UNVER)));
            }
        }
    }
}
