package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.harness.result.EnvironmentFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a real swarm (Docker 20.10) said of services made to fail in one way each, some twenty seconds after they were
 * made: only keys that nobody reads are left out of the recordings.
 */
class RecordedSwarmTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ServiceState recorded(String name) {
        try (var stream = RecordedSwarmTest.class.getResourceAsStream("recorded/" + name + ".json")) {
            var all = JSON.readTree(stream);
            var tasks = new ArrayList<JsonNode>();
            all.path("tasks").forEach(tasks::add);
            var service = SwarmJson.service(all.path("service"), "stack", tasks);
            var networks = new ArrayList<StackNetwork>();
            all.path("networks").forEach(network -> networks.add(SwarmJson.network(network, "stack")));
            return service.on(networks)
                    .with(service.tasks().stream()
                            .map(task -> task.mayKnowMore()
                                    ? task.ended(SwarmJson.end(
                                            all.path("containers").path(task.container()), text -> text, 200))
                                    : task)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time of the youngest word in a recording, which is when it was made. */
    private static Instant end(ServiceState service) {
        return service.tasks().stream()
                .map(TaskState::since)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Convergence.Failed judged(String name, Duration later) {
        return judged(recorded(name), later);
    }

    private static Convergence.Failed judged(ServiceState service, Duration later) {
        var down = service.tasks().stream().filter(task -> !task.serves()).toList();
        return (Convergence.Failed)
                Convergence.of(List.of(service.with(down)), end(service).plus(later));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crash-loop      | its task failed 4 times without ever staying up: failed: task: non-zero exit (3)",
                "out-of-memory   | its container used up its memory and was ended by the kernel (exit code 137); give"
                        + " it more by deploy.resources.limits.memory",
                "unhealthy       | because its health check did not hold in the time that it allows (start_period"
                        + " 2.0 s, then 2 failures 1.0 s apart): failed: task: non-zero exit (137): dockerexec:"
                        + " unhealthy container",
                "rejected-mount  | swarm could not make its task: rejected: invalid mount config for type \"bind\":"
                        + " bind source path does not exist: /no/such/folder",
                "no-image        | swarm could not make its task 4 times: rejected: No such image:"
                        + " 127.0.0.1:5000/ccci/none:1",
                "no-such-command | its container could not be started 4 times: failed: starting container failed:",
                "paused          | swarm paused the update: update paused due to failure or early termination of task"
                        + " pcgummxcmj9giokcbr3ifr7l0; its last task failed: task: non-zero exit (1)",
                "rolled-back     | swarm took the update back: rollback completed; its last task failed: task:"
                        + " non-zero exit (1)"
            })
    void each_way_to_fail_is_told_by_its_reason_and_is_the_recipe_s_fault(String name, String reason) {
        var failed = judged(name, Duration.ZERO);

        assertThat(failed.reason()).contains(reason);
        assertThat(failed.trouble()).isEmpty();
    }

    @Test
    void a_port_that_another_program_has_is_the_machine_s_fault() {
        var failed = judged("port-of-another-program", Duration.ZERO);

        assertThat(failed.reason())
                .contains("could not be started", "listen tcp4 127.0.0.1:3000: bind: address already in use");
        assertThat(failed.trouble()).contains(EnvironmentFault.PORT_TAKEN);
    }

    @Test
    void a_port_that_another_service_has_is_the_machine_s_fault_after_five_seconds() {
        var failed = judged("port-of-another-service", Duration.ofSeconds(6));

        assertThat(failed.reason()).contains("host-mode port already in use on 1 node");
        assertThat(failed.trouble()).contains(EnvironmentFault.PORT_TAKEN);
    }

    @ParameterizedTest
    @CsvSource({"crash-loop", "out-of-memory", "unhealthy", "rejected-mount", "no-image", "no-such-command"})
    void none_of_them_is_believed_when_the_service_came_up_after_all(String name) {
        var service = recorded(name);
        var youngest = service.tasks().get(service.tasks().size() - 1);
        var tasks = new ArrayList<>(service.tasks());
        tasks.add(ServiceFixture.task(0, "running")
                .place(youngest.place())
                .at(end(service))
                .build());

        assertThat(Convergence.of(List.of(service.with(tasks)), end(service).plusSeconds(4)))
                .isInstanceOf(Convergence.Reached.class);
        assertThat(Convergence.of(List.of(service.with(tasks)), end(service).plusSeconds(2)))
                .isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_crash_loop_that_is_seen_while_its_task_runs_is_not_taken_for_convergence() {
        var service = recorded("out-of-memory");
        assertThat(service.serving()).isEqualTo(1);

        assertThat(Convergence.of(List.of(service), end(service))).isEqualTo(new Convergence.Awaited(List.of("app")));
    }

    @Test
    void the_first_failure_of_a_crash_loop_is_waited_for() {
        var service = recorded("crash-loop");

        assertThat(Convergence.of(List.of(service.with(service.tasks().subList(0, 1))), end(service)))
                .isInstanceOf(Convergence.Awaited.class);
    }

    private static ServiceState routed(String name) {
        var service = recorded(name);
        return new ServiceState(
                service.id(),
                service.name(),
                Map.of("traefik.enable", "true"),
                service.plan(),
                service.update(),
                service.updateMessage(),
                service.updateStarted(),
                service.image(),
                List.of(),
                service.tasks());
    }

    private static Instant later(ServiceState service) {
        return service.tasks().stream()
                .map(TaskState::since)
                .max(Instant::compareTo)
                .orElse(service.plan().changed())
                .plusSeconds(10);
    }

    @ParameterizedTest
    @CsvSource({
        "exits-0, DONE",
        "one-shot, DONE",
        "one-shot-paused, DONE",
        "one-shot-with-health-check, DONE",
        "one-shot-never-healthy, DONE",
        "replicated-job, DONE",
        "global-job, DONE",
        "no-replicas, UNWANTED",
        "global-without-a-node, NOWHERE",
        "global-job-without-a-node, NOWHERE"
    })
    void a_service_of_which_nothing_runs_may_be_as_it_should(String name, ServicePhase phase) {
        var service = recorded(name);

        assertThat(ServicePhase.of(service, later(service))).isEqualTo(phase);
        assertThat(Convergence.of(List.of(service), later(service))).isInstanceOf(Convergence.Reached.class);
        assertThat(ServiceRemarks.of(List.of(service), later(service))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exits-0               | its task ended with exit code 0, and the restart condition \"on-failure\" never"
                        + " starts it again",
                "no-replicas           | it is to serve, and wants no task: its deploy.replicas is 0",
                "global-without-a-node | it is global and no node of this swarm fits it: its placement asks for a node"
                        + " with node.labels.gpu==true",
                "ends-with-0-again-and-again | starts it again each time: it has to stay and serve"
            })
    void the_service_that_is_to_serve_must_run(String name, String reason) {
        var service = routed(name);
        var down = service.tasks().stream().filter(task -> !task.serves()).toList();

        var state = Convergence.of(List.of(service.with(down)), later(service));

        assertThat(state).isInstanceOfSatisfying(Convergence.Failed.class, failed -> assertThat(failed.reason())
                .contains(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicated-job-failed        | its task failed, and the restart condition \"none\" never starts it"
                        + " again: failed: task: non-zero exit (3)",
                "unhealthy-ends-with-0        | because its health check did not hold in the time that it allows"
                        + " (start_period 1.0 s, then 2 failures 1.0 s apart): complete: unhealthy, ended with exit"
                        + " code 0; its health check said: exit code 1: the database is not there",
                "unhealthy-ends-with-0-once   | and since it then ended with exit code 0, the restart condition"
                        + " \"on-failure\" never starts it again: complete: unhealthy",
                "job-unhealthy                | and since it then ended with exit code 0, swarm takes its job for done:"
                        + " complete: unhealthy, ended with exit code 0; its health check said: exit code 1: the"
                        + " database is not there",
                "no-address                   | ip addresses may be exhausted; the recipe's network stack_tiny"
                        + " (10.77.3.0/30) has too few addresses",
                "ends-with-0-again-and-again  | needs deploy.restart_policy.condition: on-failure or none",
                "one-shot-rolled-back         | swarm took the update back: rollback completed; its task ended with"
                        + " exit code 0, which swarm takes for a failure"
            })
    void what_does_not_end_well_is_the_recipe_s_fault(String name, String reason) {
        var failed = judged(recorded(name), Duration.ZERO);

        assertThat(failed.reason()).contains(reason);
        assertThat(failed.trouble()).isEmpty();
    }

    @Test
    void a_network_that_others_use_too_and_that_is_full_is_the_machine_s_fault() {
        var service = recorded("no-address");
        var proxy = new StackNetwork("proxy", false, List.of("10.0.1.0/30"));

        assertThat(judged(service.on(List.of(proxy)), Duration.ZERO).trouble()).contains(EnvironmentFault.ADDRESSES);
    }
}
