package coop.ccci.bridge.metrics;

import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Backlog.Failing;
import coop.ccci.bridge.ledger.Backlog.Waiting;
import coop.ccci.bridge.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Shows how much is left to do and for how long: read from the ledger when somebody asks, at most every few seconds. */
public final class BacklogGauges {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Clock clock;
    private Snapshot last;

    private BacklogGauges(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Adds the gauges to a registry.
     *
     * @param capacity how many runs the engine takes at once
     */
    public static void register(MeterRegistry registry, Ledger ledger, int capacity, Clock clock) {
        var gauges = new BacklogGauges(ledger, clock);
        gauges.waiting(registry, "undecided.triggers", Snapshot::triggers);
        gauges.waiting(registry, "queued.runs", Snapshot::queued);
        gauges.waiting(registry, "running.runs", Snapshot::running);
        gauges.waiting(registry, "unreported.runs", Snapshot::unreported);
        gauges.waiting(registry, "unanswered.triggers", Snapshot::unanswered);
        gauges.failing(registry, "triggers", Failing::triggers);
        gauges.failing(registry, "queued-runs", Failing::queued);
        gauges.failing(registry, "running-runs", Failing::running);
        gauges.failing(registry, "reports", Failing::reports);
        gauges.failing(registry, "repositories", Failing::looks);
        gauges.failing(registry, "level-changes", Failing::levels);
        gauges.gauge(
                registry,
                "report.lag.seconds",
                snapshot -> Math.max(gauges.age(snapshot.unreported()), gauges.age(snapshot.unanswered())));
        gauges.gauge(registry, "paused", snapshot -> snapshot.paused().isPresent() ? 1 : 0);
        Gauge.builder("ccci.capacity", () -> capacity)
                .description("How many runs the engine takes at once")
                .register(registry);
    }

    private void waiting(MeterRegistry registry, String name, Function<Snapshot, Waiting> of) {
        gauge(registry, name, snapshot -> of.apply(snapshot).count());
        gauge(registry, name + ".oldest.seconds", snapshot -> age(of.apply(snapshot)));
    }

    private void failing(MeterRegistry registry, String work, ToDoubleFunction<Failing> of) {
        Gauge.builder("ccci.failing.rows", () -> of.applyAsDouble(snapshot().failing()))
                .description("Rows whose step failed " + Backlog.FAILING_AFTER + " times in a row, or more")
                .tag("work", work)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Snapshot> of) {
        Gauge.builder("ccci." + name, () -> of.applyAsDouble(snapshot())).register(registry);
    }

    private double age(Waiting waiting) {
        return waiting.oldest()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    private synchronized Snapshot snapshot() {
        var now = clock.instant();
        if (last == null || Duration.between(last.at(), now).abs().compareTo(FRESH) > 0) {
            last = Snapshot.of(ledger, now);
        }
        return last;
    }

    private record Snapshot(
            Instant at,
            Waiting triggers,
            Waiting queued,
            Waiting running,
            Waiting unreported,
            Waiting unanswered,
            Failing failing,
            Optional<Instant> paused) {
        static Snapshot of(Ledger ledger, Instant now) {
            var backlog = ledger.operation().backlog();
            return new Snapshot(
                    now,
                    backlog.undecidedTriggers(),
                    backlog.queuedRuns(),
                    backlog.runningRuns(),
                    backlog.unreportedRuns(),
                    backlog.unansweredTriggers(),
                    backlog.failing(),
                    ledger.operation().pause().since());
        }
    }
}
