package coop.ccci.harness.swarm;

import static coop.ccci.harness.swarm.ServiceFixture.START;
import static coop.ccci.harness.swarm.ServiceFixture.named;
import static coop.ccci.harness.swarm.ServiceFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule with a good recipe that a harsher one would fail, and a bad one that a milder one would pass.
 */
class ServicePhaseTest {
    private static final Instant NOW = START.plusSeconds(60);
    private static final TaskState COMPLETE = task(1, "complete").build();
    private static final TaskState RUNNING = task(2, "running").build();
    private static final TaskState FAILED =
            task(1, "failed").error("task: non-zero exit (3)").build();

    private static Arguments phase(String about, ServiceFixture service, ServicePhase phase) {
        return Arguments.of(about, service.build(), phase);
    }

    private static ServiceFixture setup() {
        return named("setup").restart("on-failure");
    }

    private static TaskState at(String place, TaskState task) {
        return new TaskState(
                task.id() + place,
                place,
                task.state(),
                task.wanted(),
                task.current(),
                task.error(),
                task.exit(),
                task.container(),
                task.end(),
                task.image(),
                task.created(),
                task.since());
    }

    static Stream<Arguments> phases() {
        return Stream.of(
                phase("a one-shot that did its work", setup().tasks(COMPLETE), ServicePhase.DONE),
                phase("a one-shot with restart none", setup().restart("none").tasks(COMPLETE), ServicePhase.DONE),
                phase(
                        "a one-shot that failed once before",
                        setup().tasks(FAILED, task(2, "complete").build()),
                        ServicePhase.DONE),
                phase("a one-shot that failed", setup().tasks(FAILED), ServicePhase.COMING),
                phase(
                        "a one-shot that its health check killed",
                        setup().tasks(task(1, "complete")
                                .unhealthy("exit code" + " 1")
                                .build()),
                        ServicePhase.COMING),
                phase(
                        "a one-shot of the base, while that of the commit is yet to run",
                        setup().tasks(task(1, "complete").current(false).build()),
                        ServicePhase.COMING),
                phase(
                        "a one-shot whose update swarm paused because it ended",
                        setup().update("paused").tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "a one-shot that swarm is about to run again",
                        setup().update("updating").tasks(COMPLETE),
                        ServicePhase.COMING),
                phase("a one-shot that runs still", setup().tasks(RUNNING), ServicePhase.RUNNING),
                phase("a web server that ended with 0", setup().routed().tasks(COMPLETE), ServicePhase.COMING),
                phase(
                        "a server with a port that ended with 0",
                        setup().hostPort(25).tasks(COMPLETE),
                        ServicePhase.COMING),
                phase(
                        "a service that Traefik is told to leave alone",
                        setup().routed().label("traefik.enable", "false").tasks(COMPLETE),
                        ServicePhase.DONE),
                phase("what swarm starts again at once", named("loop").tasks(COMPLETE), ServicePhase.COMING),
                phase(
                        "what runs once a day by its restart delay",
                        named("cleaner").delay(Duration.ofDays(1)).tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "one of two replicas ended well, the other runs",
                        setup().replicas(2).tasks(at("1", COMPLETE), at("2", RUNNING)),
                        ServicePhase.RUNNING),
                phase(
                        "one of two replicas is not there",
                        setup().replicas(2).tasks(at("1", RUNNING)),
                        ServicePhase.COMING),
                phase(
                        "a job that ended well",
                        named("job").mode(ServiceMode.REPLICATED_JOB).tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "a job with restart any, which swarm does not heed",
                        named("job")
                                .mode(ServiceMode.REPLICATED_JOB)
                                .restart("any")
                                .tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "one of three completions",
                        named("job")
                                .mode(ServiceMode.REPLICATED_JOB)
                                .replicas(3)
                                .tasks(COMPLETE),
                        ServicePhase.COMING),
                phase(
                        "a job that goes on",
                        named("job")
                                .mode(ServiceMode.REPLICATED_JOB)
                                .tasks(task(1, "running").wanted("complete").build()),
                        ServicePhase.COMING),
                phase(
                        "a global job that ended on its node",
                        named("job").mode(ServiceMode.GLOBAL_JOB).replicas(0).tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "a global job that goes on",
                        named("job")
                                .mode(ServiceMode.GLOBAL_JOB)
                                .replicas(0)
                                .tasks(task(1, "running").wanted("complete").build()),
                        ServicePhase.COMING),
                phase(
                        "a global service that runs",
                        named("agent").mode(ServiceMode.GLOBAL).tasks(RUNNING),
                        ServicePhase.RUNNING),
                phase(
                        "a global one-shot that ended",
                        setup().mode(ServiceMode.GLOBAL).replicas(0).tasks(COMPLETE),
                        ServicePhase.DONE),
                phase(
                        "a global service that fits no node",
                        named("agent").mode(ServiceMode.GLOBAL).replicas(0),
                        ServicePhase.NOWHERE),
                phase("a service that a cron job is to start", named("cron").replicas(0), ServicePhase.UNWANTED),
                phase("a service that swarm has made no task for", named("late"), ServicePhase.COMING));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("phases")
    void the_phase_of(String about, ServiceState service, ServicePhase phase) {
        assertThat(ServicePhase.of(service, NOW)).as(about).isEqualTo(phase);
    }

    @Test
    void a_global_service_has_no_tasks_either_in_the_moment_that_it_is_made() {
        var service = named("agent").mode(ServiceMode.GLOBAL).replicas(0).build();

        assertThat(ServicePhase.of(service, START.plusSeconds(1))).isEqualTo(ServicePhase.COMING);
    }

    @Test
    void a_task_that_follows_one_that_ended_is_believed_after_three_seconds() {
        var up = task(2, "running").at(NOW).build();
        var service = named("app").tasks(FAILED, up).build();

        assertThat(ServicePhase.of(service, NOW.plusSeconds(2))).isEqualTo(ServicePhase.COMING);
        assertThat(ServicePhase.of(service, NOW.plusSeconds(3))).isEqualTo(ServicePhase.RUNNING);
    }

    @Test
    void what_is_told_names_the_service_and_why_nothing_of_it_runs() {
        var services = List.of(
                setup().tasks(COMPLETE).build(),
                named("cron").replicas(0).build(),
                named("worker")
                        .mode(ServiceMode.GLOBAL)
                        .replicas(0)
                        .constraint("node.labels.gpu == true")
                        .build(),
                named("app").tasks(RUNNING).build());

        assertThat(ServiceRemarks.of(services, NOW))
                .containsExactly(
                        "service setup ended with exit code 0 and is done (restart condition on-failure)",
                        "service cron wants no task (deploy.replicas is 0): nothing of it was verified",
                        "service worker: it has no task, because it is global and no node of this swarm fits it: its"
                                + " placement asks for a node with node.labels.gpu == true: nothing of it was verified");
    }
}
