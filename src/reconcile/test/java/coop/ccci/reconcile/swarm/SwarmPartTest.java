package coop.ccci.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.FakeHost;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of engines that stand differently to a swarm. */
class SwarmPartTest {
    private final FakeHost host = new FakeHost(Path.of("/nowhere"));
    private final List<String> said = new ArrayList<>();
    private final SwarmPart part = new SwarmPart(new SwarmCalls(host), "127.0.0.1");
    private long clock;
    private final PartRunner runner =
            new PartRunner(new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1)), said::add);

    @Test
    void a_blank_engine_gets_a_swarm_and_its_network_and_the_second_time_nothing() {
        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.CHANGED);
        assertThat(host.acts).containsExactly("swarm init 127.0.0.1", "network create proxy");
        assertThat(said)
                .containsExactly(
                        "swarm: made a swarm of one node",
                        "swarm: made the overlay network proxy",
                        "swarm: changed: 2 acts");

        said.clear();
        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.UNCHANGED);
        assertThat(host.acts).hasSize(2);
        assertThat(said).containsExactly("swarm: unchanged");
    }

    @Test
    void a_look_changes_nothing() {
        assertThat(runner.check(part)).isEqualTo(PartOutcome.DIFFERS);
        assertThat(said).containsExactly("swarm: differs: this engine is in no swarm");
        assertThat(host.acts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "active,  false, 'leave that swarm with: docker swarm leave'",
        "locked,  false, 'docker swarm unlock'",
        "error,   false, 'docker info'"
    })
    void what_is_in_the_way_is_told_and_left_alone(String node, boolean manager, String advice) {
        host.node = node;
        host.manager = manager;

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains(advice);
        assertThat(host.acts).isEmpty();
    }

    @Test
    void an_engine_that_still_finds_its_swarm_after_a_boot_is_waited_for() {
        host.node = "pending";
        host.networks.put("proxy", "overlay");
        var patient = new PartRunner(
                new Waiter(
                        () -> clock,
                        time -> {
                            clock += time.toNanos();
                            host.node = "active";
                            host.manager = true;
                        },
                        Duration.ofSeconds(1)),
                said::add);

        assertThat(patient.reconcile(part)).isEqualTo(PartOutcome.UNCHANGED);
        assertThat(said)
                .containsExactly(
                        "swarm: waiting: this engine's swarm is pending; look at it with: docker info",
                        "swarm: unchanged");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void an_engine_that_does_not_find_its_swarm_is_told_in_the_end() {
        host.node = "pending";

        assertThat(runner.check(part)).isEqualTo(PartOutcome.DIFFERS);
        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said)
                .last()
                .asString()
                .contains("after 10 minutes this engine's swarm is pending; look at it with: docker info");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void a_network_of_that_name_that_is_no_overlay_is_told_and_left_alone() {
        host.node = "active";
        host.manager = true;
        host.networks.put("proxy", "bridge");

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains("driver bridge", "docker network inspect proxy");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void a_network_of_another_name_that_has_this_one_in_it_is_another_network() {
        host.node = "active";
        host.manager = true;
        host.networks.put("proxy2", "bridge");

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.CHANGED);
        assertThat(host.acts).containsExactly("network create proxy");
    }

    @Test
    void a_network_that_the_swarm_has_not_set_up_yet_is_waited_for_and_in_the_end_told() {
        host.node = "active";
        host.manager = true;
        host.networks.put("proxy", "");

        assertThat(runner.reconcile(part)).isEqualTo(PartOutcome.FAILED);

        assertThat(said)
                .containsExactly(
                        "swarm: waiting: the swarm has not set the network proxy up",
                        "swarm: failed: after 10 minutes the swarm has not set the network proxy up");
    }
}
