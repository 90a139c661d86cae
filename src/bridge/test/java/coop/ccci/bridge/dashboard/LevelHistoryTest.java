package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelHistoryTest {
    @TempDir
    Path runs;

    @Test
    void points_go_from_the_oldest_at_the_left_and_the_line_joins_those_that_tell_of_the_recipe() {
        try (var fixture = new DashboardFixture(runs)) {
            fixture.asked("alpha", "1", "maya", Duration.ofDays(9)).launched().passed();
            fixture.asked("alpha", "2", "maya", Duration.ofDays(5))
                    .launched()
                    .endedWithout(Verdict.ERROR, "Docker did not answer.");
            fixture.asked("alpha", "3", "maya", Duration.ofDays(1))
                    .ofBranch()
                    .launched()
                    .failed(new Results.Failure("deploy", "It did not start.", List.of()));
            fixture.asked("alpha", "4", "maya", Duration.ofHours(1)).launched();

            var history = LevelHistory.of(fixture.views().history(new RecipeName("alpha"), 60));

            assertThat(history.points())
                    .extracting(LevelHistory.Point::tone, LevelHistory.Point::level, LevelHistory.Point::own)
                    .containsExactly(tuple("good", 1, false), tuple("odd", 0, false), tuple("bad", 0, true));
            assertThat(history.points()).extracting(LevelHistory.Point::x).containsExactly(5.0, 51.5, 98.0);
            assertThat(history.lines()).containsExactly(new LevelHistory.Line(5, 102, 98, 124));
            assertThat(history.describe())
                    .isEqualTo("From level 1 on 13 Nov 2026 to level 0 on 21 Nov 2026: 1 passed, 1 failed, 1 without a"
                            + " verdict. The table below has each run.");
            assertThat(history.points().get(1).title()).startsWith("Run 2: error, 17 November 2026");
        }
    }

    @Test
    void a_single_run_stands_in_the_middle_and_none_makes_no_picture() {
        try (var fixture = new DashboardFixture(runs)) {
            assertThat(LevelHistory.of(List.of()).points()).isEmpty();
            fixture.asked("alpha", "1", "maya", Duration.ofDays(9)).launched().passed();
            var history = LevelHistory.of(fixture.views().history(new RecipeName("alpha"), 60));
            assertThat(history.points())
                    .singleElement()
                    .extracting(LevelHistory.Point::x)
                    .isEqualTo(50.0);
            assertThat(history.lines()).isEmpty();
        }
    }
}
