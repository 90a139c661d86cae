package coop.ccci.harness.swarm;

import static coop.ccci.harness.swarm.ServiceFixture.START;
import static coop.ccci.harness.swarm.ServiceFixture.named;
import static coop.ccci.harness.swarm.ServiceFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackDriftTest {
    private static final Instant NOW = START.plusSeconds(60);
    private static final TaskState FIRST = task(1, "running").build();

    private static StackDrift between(ServiceState earlier, ServiceState... later) {
        return StackDrift.between(List.of(earlier), List.of(later), NOW);
    }

    private static ServiceFixture app(TaskState... tasks) {
        return named("app").tasks(tasks);
    }

    private static TaskState crashed(int number) {
        return task(number, "failed")
                .error("task: non-zero exit (1)")
                .since(START.plusSeconds(30))
                .build();
    }

    @Test
    void nothing_that_changed_is_no_drift() {
        assertThat(between(app(FIRST).build(), app(FIRST).build()).isNone()).isTrue();
    }

    @Test
    void a_service_that_is_gone_is_lost() {
        assertThat(between(app(FIRST).build()).describe()).isEqualTo("service app: it is gone");
    }

    @Test
    void a_service_that_does_not_run_any_more_is_lost_and_its_task_failed() {
        var drift = between(app(FIRST).build(), app(crashed(1)).build());

        assertThat(drift.lost())
                .containsExactly("service app: 0 of 1 tasks run, its newest task is failed: task: non-zero exit (1)");
        assertThat(drift.failures()).containsExactly("service app: a task failed: task: non-zero exit (1)");
    }

    @Test
    void a_task_that_failed_in_between_is_told_although_another_one_runs_since() {
        var drift = between(
                app(FIRST).build(),
                app(crashed(1), task(40, "running").since(START.plusSeconds(40)).build())
                        .build());

        assertThat(drift.lost()).isEmpty();
        assertThat(drift.failures()).hasSize(1);
    }

    @Test
    void a_task_that_had_failed_before_is_not_told_again() {
        var later = task(40, "running").build();

        assertThat(between(
                                app(crashed(1), later).build(),
                                app(crashed(1), later).build())
                        .isNone())
                .isTrue();
    }

    @Test
    void an_old_task_that_swarm_stopped_for_a_newer_one_may_end_as_it_likes() {
        var old = task(1, "failed")
                .error("task: non-zero exit (143)")
                .current(false)
                .since(START.plusSeconds(30))
                .build();
        var newer = task(20, "running").build();

        assertThat(between(app(FIRST).build(), app(old, newer).build()).isNone())
                .isTrue();
    }

    @Test
    void an_old_task_that_failed_by_itself_before_the_newer_one_was_made_is_told() {
        var newer = task(50, "running").build();

        assertThat(between(
                                app(FIRST).build(),
                                app(crashed(1).ofThePast(), newer).build())
                        .failures())
                .hasSize(1);
    }

    @Test
    void a_container_that_its_health_check_killed_failed_although_it_ended_with_0() {
        var unhealthy = task(1, "complete").unhealthy("exit code 1: no").build();

        assertThat(between(
                                app(FIRST).build(),
                                app(unhealthy, task(40, "running").build()).build())
                        .failures())
                .containsExactly("service app: a task complete: unhealthy, ended with exit code 0; its health check"
                        + " said: exit code 1: no");
    }

    @Test
    void what_serves_must_not_even_end_with_0() {
        var ended = task(1, "complete").build();

        assertThat(between(app(FIRST).routed().build(), app(ended).routed().build())
                        .isNone())
                .isFalse();
    }

    @Test
    void a_one_shot_that_ended_meanwhile_and_a_loop_between_two_runs_are_as_they_should_be() {
        var ended = task(1, "complete").build();
        var setup = named("setup").restart("on-failure");

        assertThat(between(setup.tasks(FIRST).build(), setup.tasks(ended).build())
                        .isNone())
                .isTrue();
        assertThat(between(
                                named("poll").tasks(FIRST).build(),
                                named("poll").tasks(ended).build())
                        .isNone())
                .isTrue();
    }

    @Test
    void an_update_that_swarm_took_back_since_is_told() {
        assertThat(between(
                                app(FIRST).build(),
                                app(FIRST).update("rollback_completed").build())
                        .lost())
                .containsExactly("service app: swarm took the update back: said swarm");
    }
}
