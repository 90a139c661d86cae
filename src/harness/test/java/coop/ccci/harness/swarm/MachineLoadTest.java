package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLoadTest {
    private static final String LATE = "swarm took the update back: …; its last task failed: task: non-zero exit (137):"
            + " unhealthy container; its health check said: exit code -1: Health check exceeded timeout (2s)";

    @Test
    void a_health_check_that_is_late_says_nothing_of_a_recipe_on_a_machine_that_is_too_busy() {
        assertThat(new MachineLoad(20).excuses(LATE)).hasValueSatisfying(excuse -> assertThat(excuse)
                .startsWith("in the last minute 20 processes wanted each processor")
                .endsWith("run it again when the machine has less to do"));
        assertThat(new MachineLoad(20).excusesTime()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3.5, 7.9})
    void it_is_the_recipes_fault_on_any_other(double perProcessor) {
        assertThat(new MachineLoad(perProcessor).excuses(LATE)).isEmpty();
        assertThat(new MachineLoad(perProcessor).excusesTime()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "its health check said: exit code 1: Connection refused",
                "its health check said: exit code 1: Health check exceeded timeout (2s)",
                "its task failed 4 times without ever staying up: failed: task: non-zero exit (1)"
            })
    void what_failed_by_itself_is_not_excused_by_any_load(String reason) {
        assertThat(new MachineLoad(100).excuses(reason)).isEmpty();
    }

    @Test
    void the_load_of_this_machine_is_known() {
        assertThat(MachineLoad.now().perProcessor()).isBetween(0.0, 10_000.0);
    }
}
