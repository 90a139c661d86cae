package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.result.EnvironmentFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    private static final Instant START = ServiceFixture.START;
    private static final Instant NOW = START.plusSeconds(60);

    private static TaskState task(int number, String state, String wanted, boolean current, String error) {
        return ServiceFixture.task(number, state)
                .wanted(wanted)
                .current(current)
                .error(error)
                .build();
    }

    private static TaskState running(int number) {
        return task(number, "running", "running", true, "");
    }

    private static TaskState failed(int number) {
        return task(number, "failed", "shutdown", true, "task: non-zero exit (1)");
    }

    private static ServiceState service(int replicas, String update, TaskState... tasks) {
        return restarting("any", replicas, update, tasks);
    }

    private static ServiceState restarting(String restart, int replicas, String update, TaskState... tasks) {
        return ServiceFixture.named("app")
                .replicas(replicas)
                .restart(restart)
                .update(update)
                .tasks(tasks)
                .build();
    }

    private static Convergence judged(ServiceState... services) {
        return Convergence.of(List.of(services), NOW);
    }

    @Test
    void all_replicas_running_is_convergence() {
        assertThat(judged(service(1, "", running(1)))).isInstanceOf(Convergence.Reached.class);
    }

    @Test
    void no_service_is_not_convergence() {
        assertThat(judged()).isEqualTo(new Convergence.Awaited(List.of()));
    }

    @Test
    void a_service_that_wants_no_replicas_does_not_hold_the_others_up() {
        assertThat(judged(service(0, ""), service(1, "", running(1)))).isInstanceOf(Convergence.Reached.class);
    }

    @Test
    void a_task_whose_health_check_does_not_hold_yet_is_waited_for() {
        assertThat(judged(service(1, "", task(1, "starting", "running", true, ""))))
                .isEqualTo(new Convergence.Awaited(List.of("app")));
    }

    @Test
    void a_task_of_the_old_specification_does_not_count() {
        var old = List.of(service(1, "", task(1, "running", "running", false, "")));

        assertThat(Convergence.of(old, START.plusSeconds(5))).isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_running_task_that_swarm_is_about_to_stop_does_not_count() {
        assertThat(judged(service(1, "", task(1, "running", "shutdown", true, ""))))
                .isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void replicas_do_not_count_while_an_update_or_its_rollback_goes_on() {
        assertThat(judged(service(1, "updating", running(1)))).isInstanceOf(Convergence.Awaited.class);
        assertThat(judged(service(1, "rollback_started", running(1)))).isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_paused_update_of_a_healthy_service_is_not_waited_for() {
        assertThat(judged(service(1, "paused", running(1)))).isInstanceOf(Convergence.Reached.class);
    }

    @Test
    void a_paused_update_without_its_replicas_never_comes() {
        assertThat(judged(service(1, "paused", task(1, "starting", "running", true, ""))))
                .isEqualTo(new Convergence.Failed("app", "swarm paused the update: said swarm", Optional.empty()));
    }

    @Test
    void a_silent_rollback_is_not_convergence_although_everything_runs() {
        assertThat(judged(service(1, "rollback_completed", running(1))))
                .isEqualTo(new Convergence.Failed("app", "swarm took the update back: said swarm", Optional.empty()));
    }

    @Test
    void three_failures_are_waited_for_and_the_fourth_is_hopeless() {
        var tasks = new ArrayList<TaskState>(List.of(failed(1), failed(2), failed(3)));
        assertThat(judged(service(1, "", tasks.toArray(TaskState[]::new)))).isInstanceOf(Convergence.Awaited.class);

        tasks.add(failed(4));
        assertThat(judged(service(1, "", tasks.toArray(TaskState[]::new))))
                .isInstanceOfSatisfying(Convergence.Failed.class, failed -> assertThat(failed.reason())
                        .isEqualTo("its task failed 4 times without ever staying up: failed: task: non-zero exit (1)"));
    }

    @Test
    void failures_of_the_past_do_not_count_against_a_service_that_serves() {
        assertThat(judged(service(1, "", failed(1), failed(2), failed(3), failed(4), running(5))))
                .isInstanceOf(Convergence.Reached.class);
    }

    @Test
    void failures_in_different_places_are_not_added_up() {
        var elsewhere = ServiceFixture.task(9, "failed").place("2").error("no").build();
        assertThat(judged(service(2, "", failed(1), failed(2), failed(3), elsewhere)))
                .isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void an_image_that_cannot_be_had_is_hopeless_after_three_tries() {
        var rejected = task(1, "rejected", "shutdown", true, "No such image: nowhere/none:1");

        assertThat(judged(service(1, "", rejected, rejected, rejected)))
                .isInstanceOfSatisfying(Convergence.Failed.class, failed -> assertThat(failed.reason())
                        .contains("No such image: nowhere/none:1"));
    }

    @Test
    void a_task_that_swarm_finds_no_place_for_is_hopeless_after_half_a_minute() {
        var pending = task(1, "pending", "running", true, "no suitable node (scheduling constraints not satisfied)");

        assertThat(judged(service(1, "", pending))).isInstanceOf(Convergence.Failed.class);
        assertThat(Convergence.of(List.of(service(1, "", pending)), START.plusSeconds(5)))
                .isInstanceOf(Convergence.Awaited.class);
    }

    private static ServiceState publishing(String name, TaskState... tasks) {
        return ServiceFixture.named(name).hostPort(64738).tasks(tasks).build();
    }

    private static Optional<EnvironmentFault> trouble(Convergence state) {
        return ((Convergence.Failed) state).trouble();
    }

    @Test
    void a_port_that_something_else_has_is_the_machine_s_fault_after_five_seconds() {
        var pending = task(1, "pending", "running", true, "no suitable node (host-mode port already in use on 1 node)");

        assertThat(trouble(Convergence.of(List.of(publishing("app", pending)), START.plusSeconds(6))))
                .contains(EnvironmentFault.PORT_TAKEN);
        assertThat(Convergence.of(List.of(publishing("app", pending)), START.plusSeconds(4)))
                .isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_port_that_two_services_of_the_recipe_publish_is_the_recipe_s_fault() {
        var pending = task(1, "pending", "running", true, "no suitable node (host-mode port already in use on 1 node)");

        var state = judged(publishing("app", pending), publishing("voice", running(1)));

        assertThat(trouble(state)).isEmpty();
        assertThat(((Convergence.Failed) state).reason()).contains("the service voice publishes the same port");
    }

    @Test
    void a_port_that_the_old_task_still_has_is_waited_for_and_then_the_recipe_s_fault() {
        var old = task(1, "running", "running", false, "");
        var pending = task(2, "pending", "running", true, "no suitable node (host-mode port already in use on 1 node)");
        var service = List.of(publishing("app", old, pending));

        assertThat(Convergence.of(service, START.plusSeconds(20))).isInstanceOf(Convergence.Awaited.class);
        assertThat(trouble(Convergence.of(service, START.plusSeconds(31)))).isEmpty();
    }

    @Test
    void a_full_disk_is_not_the_recipe_s_fault() {
        var rejected = task(1, "rejected", "shutdown", true, "mkdir /var/lib/docker/x: no space left on device");

        assertThat(trouble(judged(service(1, "", rejected, rejected, rejected))))
                .contains(EnvironmentFault.DISK);
    }

    @Test
    void a_task_that_swarm_may_not_start_again_is_not_waited_for() {
        var twice = ServiceFixture.named("app")
                .restart("on-failure")
                .attempts(1)
                .tasks(failed(1), failed(2))
                .build();

        assertThat(((Convergence.Failed) judged(twice)).reason()).contains("max_attempts: 1");
        assertThat(judged(restarting("on-failure", 1, "", failed(1), failed(2))))
                .isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_service_that_swarm_makes_no_task_for_is_not_waited_for_longer_than_half_a_minute() {
        var late = List.of(ServiceFixture.named("app").build());

        assertThat(Convergence.of(late, START.plusSeconds(30))).isInstanceOf(Convergence.Awaited.class);
        assertThat(Convergence.of(late, START.plusSeconds(31)))
                .isInstanceOfSatisfying(Convergence.Failed.class, failed -> assertThat(failed.reason())
                        .contains("no task"));
    }

    @Test
    void a_task_whose_network_has_no_address_for_it_is_not_waited_for_longer_than_half_a_minute() {
        var unaddressed = List.of(service(1, "", task(1, "new", "running", true, "")));

        assertThat(Convergence.of(unaddressed, START.plusSeconds(30))).isInstanceOf(Convergence.Awaited.class);
        assertThat(trouble(Convergence.of(unaddressed, START.plusSeconds(31)))).contains(EnvironmentFault.ADDRESSES);
    }

    @Test
    void every_service_counts() {
        var db = ServiceFixture.named("db").build();

        assertThat(Convergence.of(List.of(service(1, "", running(1)), db), START.plusSeconds(5)))
                .isEqualTo(new Convergence.Awaited(List.of("db")));
    }
}
