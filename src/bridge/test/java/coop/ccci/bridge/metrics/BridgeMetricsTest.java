package coop.ccci.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BridgeMetrics metrics = new BridgeMetrics(registry);

    @Test
    void a_refusal_counts_as_an_outcome_and_by_its_reason() {
        assertThat(count("ccci.refusals", "reason", "closed")).isZero();
        metrics.decided(Trigger.State.REFUSED, Optional.of(new TriggerReason.Refused(new Refusal.Closed())));
        assertThat(count("ccci.triggers", "outcome", "refused")).isEqualTo(1);
        assertThat(count("ccci.refusals", "reason", "closed")).isEqualTo(1);
    }

    @Test
    void what_is_ignored_counts_by_its_reason() {
        metrics.decided(Trigger.State.IGNORED, Optional.of(new TriggerReason.Ignored(IgnoreReason.NO_COMMAND)));
        assertThat(count("ccci.triggers", "outcome", "ignored")).isEqualTo(1);
        assertThat(count("ccci.ignored", "reason", "no-command")).isEqualTo(1);
    }

    @Test
    void a_run_counts_by_its_verdict() {
        metrics.finished(new Run.End(Verdict.TIMED_OUT, 0, Optional.empty(), Optional.empty(), Instant.EPOCH));
        assertThat(count("ccci.runs", "verdict", Verdict.TIMED_OUT.code())).isEqualTo(1);
        assertThat(count("ccci.runs", "verdict", Verdict.PASSED.code())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/, home",
        "/hook, hook",
        "/runs/1/log.txt, runs",
        "/runs, runs",
        "/observe/health, observe",
        "/wp-login.php, other",
        "//hook, other",
        "/%68ook, other",
        "'', home"
    })
    void a_request_counts_as_one_of_few_kinds(String path, String kind) {
        assertThat(RequestTimer.endpoint(path)).isEqualTo(kind);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }
}
