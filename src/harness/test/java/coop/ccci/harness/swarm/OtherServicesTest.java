package coop.ccci.harness.swarm;

import static coop.ccci.harness.swarm.ServiceFixture.START;
import static coop.ccci.harness.swarm.ServiceFixture.named;
import static coop.ccci.harness.swarm.ServiceFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An app that ends until its database answers is a good recipe; one that ends whatever there is is not. */
class OtherServicesTest {
    private static ServiceState crashing(String name, int from, int times) {
        return named(name)
                .tasks(IntStream.range(from, from + times)
                        .mapToObj(number -> task(number, "failed")
                                .error("task: non-zero exit (1)")
                                .since(START.plusSeconds(number))
                                .build())
                        .toArray(TaskState[]::new))
                .build();
    }

    private static ServiceState up(String name, Instant since) {
        return named(name).tasks(task(1, "running").since(since).build()).build();
    }

    private static Convergence after(int seconds, ServiceState... services) {
        return Convergence.of(List.of(services), START.plusSeconds(seconds));
    }

    @Test
    void an_app_may_fail_as_long_as_its_database_is_starting() {
        var db =
                named("db").tasks(task(1, "starting").wanted("running").build()).build();

        assertThat(after(200, crashing("app", 1, 20), db)).isInstanceOf(Convergence.Awaited.class);
    }

    @Test
    void a_database_without_a_health_check_gets_half_a_minute_more() {
        assertThat(after(20, crashing("app", 1, 20), up("db", START))).isInstanceOf(Convergence.Awaited.class);
        assertThat(after(31, crashing("app", 1, 20), up("db", START))).isInstanceOf(Convergence.Failed.class);
    }

    @Test
    void failures_from_before_the_database_was_there_do_not_count() {
        var db = up("db", START.plusSeconds(10));

        assertThat(after(60, crashing("app", 1, 12), db)).isInstanceOf(Convergence.Awaited.class);
        assertThat(after(60, crashing("app", 1, 13), db)).isInstanceOf(Convergence.Failed.class);
    }

    @Test
    void an_upgrade_beside_a_database_that_ran_on_is_judged_at_once() {
        assertThat(after(5, crashing("app", 1, 4), up("db", START.minusSeconds(100))))
                .isInstanceOf(Convergence.Failed.class);
    }

    @Test
    void two_services_that_fail_do_not_wait_for_each_other() {
        assertThat(after(60, crashing("app", 1, 4), crashing("db", 1, 4))).isInstanceOf(Convergence.Failed.class);
    }

    @Test
    void a_service_that_cannot_be_there_is_not_waited_for() {
        var nowhere = named("gpu").mode(ServiceMode.GLOBAL).replicas(0).build();

        assertThat(after(60, crashing("app", 1, 4), nowhere)).isInstanceOf(Convergence.Failed.class);
    }

    @Test
    void a_setup_that_fails_until_the_database_is_there_and_then_ends_well_is_done() {
        var failed = crashing("setup", 1, 9).tasks();
        var setup = named("setup")
                .restart("on-failure")
                .tasks(IntStream.rangeClosed(0, 9)
                        .mapToObj(number -> number < 9
                                ? failed.get(number)
                                : task(20, "complete").build())
                        .toArray(TaskState[]::new))
                .build();

        assertThat(after(60, setup, up("db", START.plusSeconds(15)))).isInstanceOf(Convergence.Reached.class);
    }

    @Test
    void a_health_check_that_needs_the_database_may_fail_before_it_is_there() {
        var app = named("app")
                .tasks(
                        task(1, "complete").unhealthy("exit code 1").build(),
                        task(2, "complete").unhealthy("exit code 1").build())
                .build();

        assertThat(after(60, app, up("db", START.plusSeconds(20)))).isInstanceOf(Convergence.Awaited.class);
        assertThat(after(60, app, up("db", START))).isInstanceOf(Convergence.Failed.class);
    }
}
