package coop.ccci.harness.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.judge.ServiceLimits;
import coop.ccci.harness.swarm.Registries;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gate says of what swarm holds; that the filter stands in Docker's place, DockerGateIT holds. */
class DockerGateTest {
    private static final RunApp APP =
            RunApp.ofDomain(new Zone("ci.test"), "cust-abcdef.ci.test").orElseThrow();

    /** One through which nothing has passed: abra has a way of its own. */
    private static DockerGate gate() {
        var rules = DockerGate.rules(Registries.parse(""), ServiceLimits.DEFAULT, Path.of("/nowhere"));
        return new DockerGate(
                new DockerGate.Wishes("unix:///var/run/docker.sock", "elsewhere", Map.of(), false, rules),
                new ProcessRunner(new Masker(), line -> {}),
                Deadline.lasting(Duration.ofMinutes(5)),
                told -> {},
                line -> {});
    }

    private static JsonNode named(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .set("Spec", JsonNodeFactory.instance.objectNode().put("Name", name));
    }

    @Test
    void row_21_a_service_or_a_config_that_came_past_the_filter_ends_the_run_as_an_error() {
        try (var gate = gate()) {
            assertThatThrownBy(
                            () -> gate.requireAsJudged(APP, List.of(), List.of(named("cust-abcdef_ci_test_conf_v1"))))
                    .isInstanceOfSatisfying(RunException.class, fault -> assertThat(fault.exit())
                            .isEqualTo(ExitCode.ENVIRONMENT))
                    .hasMessageContaining("the config cust-abcdef_ci_test_conf_v1 does not hold what was passed on");
            assertThatThrownBy(() -> gate.requireAsJudged(APP, List.of(named("cust-abcdef_ci_test_app")), List.of()))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("came past cc-ci's filter");
        }
    }
}
