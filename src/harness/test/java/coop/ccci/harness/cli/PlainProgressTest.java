package coop.ccci.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.run.RunStage;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private static int message(String stage) {
        return PlainProgress.line(stage, "pass", Duration.ofMillis(1500), "MESSAGE")
                .indexOf("MESSAGE");
    }

    @Test
    void the_columns_stand_below_one_another_whatever_a_stage_is_called() {
        var column = message("lint");
        for (var stage : RunStage.values()) {
            for (var app : new String[] {"", "base-", "upgraded-", "second-", "fresh-", "dependency-"}) {
                assertThat(message(app + stage.code())).as(app + stage.code()).isEqualTo(column);
            }
        }
        assertThat(message("dependency-gitea-teardown")).isEqualTo(column);
        assertThat(message("dependency-" + "x".repeat(63) + "-teardown")).isEqualTo(column);
    }

    @Test
    void every_stage_of_an_app_is_shown_whole_and_of_a_dependency_the_end() {
        assertThat(Arrays.stream(RunStage.values()).map(stage -> "upgraded-" + stage.code()))
                .filteredOn(stage -> stage.endsWith("last-look") || stage.endsWith("teardown"))
                .allSatisfy(
                        stage -> assertThat(PlainProgress.name(stage).strip()).isEqualTo(stage));
        assertThat(PlainProgress.name("dependency-gitea-teardown")).isEqualTo("…cy-gitea-teardown");
    }
}
