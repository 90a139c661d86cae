package coop.ccci.bridge.metrics;

import coop.ccci.bridge.ledger.Ledger.LedgerListener;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Results;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts what this bridge decides and ends. A count begins at 0 with each start, as Prometheus expects; all label values that
 * are known beforehand are there from the start, so that the first of a kind shows as a rise.
 */
public final class BridgeMetrics implements LedgerListener {
    private static final String TRIGGERS = "ccci.triggers";
    private static final String REFUSALS = "ccci.refusals";
    private static final String IGNORED = "ccci.ignored";
    private static final String RUNS = "ccci.runs";
    private static final String RUN_TIME = "ccci.run";
    private static final String TIER_TIME = "ccci.tier";
    private static final String OUTCOME = "outcome";
    private static final String REASON = "reason";
    private static final String VERDICT = "verdict";

    private final MeterRegistry registry;

    /** Counts in that registry. */
    public BridgeMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var state : Trigger.State.values()) {
            if (state != Trigger.State.SEEN) {
                registry.counter(TRIGGERS, OUTCOME, state.code());
            }
        }
        ReasonJson.refusalCodes().forEach(code -> registry.counter(REFUSALS, REASON, code));
        for (var why : IgnoreReason.values()) {
            registry.counter(IGNORED, REASON, code(why));
        }
        for (var verdict : Verdict.values()) {
            registry.counter(RUNS, VERDICT, verdict.code());
            registry.timer(RUN_TIME, VERDICT, verdict.code());
        }
        for (var tier : Tier.values()) {
            for (var status : TierStatus.values()) {
                registry.timer(TIER_TIME, "tier", tier.code(), "status", status.code());
            }
        }
    }

    @Override
    public void decided(Trigger.State state, Optional<TriggerReason> reason) {
        registry.counter(TRIGGERS, OUTCOME, state.code()).increment();
        reason.ifPresent(why -> why.match(new Counter()));
    }

    @Override
    public void finished(Run.End end) {
        registry.counter(RUNS, VERDICT, end.verdict().code()).increment();
        end.results().ifPresent(results -> measure(end.verdict(), results));
    }

    private void measure(Verdict verdict, Results results) {
        registry.timer(RUN_TIME, VERDICT, verdict.code())
                .record(Duration.between(results.startedAt(), results.finishedAt()));
        results.tiers().forEach(tier -> registry.timer(
                        TIER_TIME,
                        "tier",
                        tier.tier().code(),
                        "status",
                        tier.status().code())
                .record(tier.duration()));
    }

    private static String code(IgnoreReason why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Counts why a comment has no run. */
    private final class Counter implements TriggerReason.Cases<Void> {
        @Override
        public Void help() {
            return null;
        }

        @Override
        public Void refused(Refusal refusal) {
            registry.counter(REFUSALS, REASON, ReasonJson.code(refusal)).increment();
            return null;
        }

        @Override
        public Void ignored(IgnoreReason why) {
            registry.counter(IGNORED, REASON, code(why)).increment();
            return null;
        }

        @Override
        public Void text(String text) {
            return null;
        }
    }
}
