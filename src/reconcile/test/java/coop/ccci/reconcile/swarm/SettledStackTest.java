package coop.ccci.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.FakeHost;
import coop.ccci.reconcile.part.NothingOutside;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether what runs at this moment is taken for what goes on running. */
class SettledStackTest {
    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");

    private final FakeHost host = FakeHost.withSwarm(Path.of("/nowhere"));

    @ParameterizedTest
    @CsvSource({
        // runs for, others failed so long ago, whether it counts
        "3600, '',            true",
        "11,   '',            true",
        "9,    '',            false",
        "11,   20,            false",
        "31,   40,            true",
        "40,   50 100 150,    false",
        "71,   80 100 150,    true",
        "11,   700,           true",
    })
    void a_task_counts_when_it_has_run_long_enough_after_those_that_failed(int runs, String failed, boolean isSettled) {
        assertThat(problem(runs, failed).isEmpty()).isEqualTo(isSettled);
    }

    @Test
    void what_is_started_again_and_again_is_told_with_the_last_error_and_where_to_look() {
        assertThat(problem(2, "7 14"))
                .containsExactly(
                        "the service cc-ci_bridge has been started again after 2 tasks of it failed, the last with:"
                                + " task: non-zero exit (2) of 7; docker service logs cc-ci_bridge says why");
    }

    private List<String> problem(int runs, String failed) {
        host.service("cc-ci_bridge", List.of());
        var tasks = new ArrayList<String>();
        tasks.add(task("running", runs, ""));
        for (var each : failed.split(" ", -1)) {
            if (!each.isEmpty()) {
                tasks.add(task("failed", Integer.parseInt(each), "task: non-zero exit (2) of " + each));
            }
        }
        host.tasks = tasks;
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new SettledStack("cc-ci", new SwarmCalls(host), clock, new NothingOutside())
                .problem().stream().toList();
    }

    private static String task(String state, int ago, String error) {
        return "{\"State\":\"" + state + "\",\"Timestamp\":\"" + NOW.minusSeconds(ago) + "\",\"Err\":\"" + error
                + "\"}";
    }
}
