package coop.ccci.bridge.operator;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.operator.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.BridgeStatus.PartHealth;
import coop.ccci.contract.RunEvent;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** Finds out what the bridge does now. */
public final class StatusPage {
    private final CamelContext context;
    private final Ledger ledger;
    private final Engine engine;
    private final Clock clock;

    /** Looks at that bridge. */
    public StatusPage(CamelContext context, Ledger ledger, Engine engine, Clock clock) {
        this.context = context;
        this.ledger = ledger;
        this.engine = engine;
        this.clock = clock;
    }

    /** Returns what the bridge does now. */
    public BridgeStatus read() {
        var unfinished = ledger.runs().unfinished();
        var health = health();
        return new BridgeStatus(
                health.stream().allMatch(PartHealth::isUp),
                clock.instant(),
                ledger.operation().pause().since(),
                engine.capacity(),
                inState(unfinished, Run.State.RUNNING),
                inState(unfinished, Run.State.QUEUED),
                health);
    }

    private List<ActiveRun> inState(List<Run> runs, Run.State state) {
        return runs.stream()
                .filter(run -> run.state() == state)
                .map(this::active)
                .toList();
    }

    private ActiveRun active(Run run) {
        return new ActiveRun(
                run.id().value(),
                run.recipe().value(),
                run.repository().toString(),
                run.pullRequest(),
                run.commit().value(),
                run.author(),
                run.launch().map(Run.Launch::at).orElse(run.queuedAt()),
                run.launch().flatMap(launch -> stage(run)),
                run.stop().isPresent());
    }

    /** Returns what the run is at: of what has happened in it, the last. */
    private Optional<String> stage(Run run) {
        return ledger.runs().events(run.id()).stream()
                .reduce((before, after) -> after)
                .map(RunEvent::stage);
    }

    private List<PartHealth> health() {
        return HealthCheckHelper.invoke(context).stream()
                .map(StatusPage::health)
                .sorted(Comparator.comparing(PartHealth::part))
                .toList();
    }

    private static PartHealth health(HealthCheck.Result result) {
        return new PartHealth(
                result.getCheck().getId(),
                result.getState() == HealthCheck.State.UP,
                result.getState() == HealthCheck.State.UP ? Optional.empty() : result.getMessage(),
                details(result.getDetails()));
    }

    /** Returns our own details: those of Camel have a dot in their names. */
    private static Map<String, String> details(Map<String, Object> all) {
        var ours = new LinkedHashMap<String, String>();
        all.forEach((name, value) -> {
            if (name.indexOf('.') < 0 && value != null) {
                ours.put(name, value.toString());
            }
        });
        return ours;
    }
}
