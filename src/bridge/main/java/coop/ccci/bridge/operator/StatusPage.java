package coop.ccci.bridge.operator;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.PartHealth;
import coop.ccci.contract.RunEvent;
import java.time.Clock;
import java.time.Instant;
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

    /**
     * What a bridge does now, as {@code /observe/status} tells it and {@code cc-ci status --json} prints it.
     *
     * @param isWell whether every part works
     * @param at when this was true
     * @param pausedSince since when no run starts; empty when runs start
     * @param capacity how many runs the engine takes at once
     * @param running the runs that the engine has, oldest first
     * @param waiting the runs that wait for it, in the order in which they will start
     * @param health each part
     */
    public record BridgeStatus(
            boolean isWell,
            Instant at,
            Optional<Instant> pausedSince,
            int capacity,
            List<ActiveRun> running,
            List<ActiveRun> waiting,
            List<PartHealth> health) {
        /** Copies the lists. */
        public BridgeStatus {
            running = List.copyOf(running);
            waiting = List.copyOf(waiting);
            health = List.copyOf(health);
        }

        /**
         * A run that is not over.
         *
         * @param run its id
         * @param recipe the recipe under test
         * @param repository where the pull request is
         * @param pullRequest its number; 0 where the run is of none, but of a branch
         * @param commit what is tested
         * @param author who asked
         * @param since when it was launched, or queued
         * @param stage what it is at; empty while it waits
         * @param isStopping whether somebody asked for its end
         */
        public record ActiveRun(
                long run,
                String recipe,
                String repository,
                int pullRequest,
                String commit,
                String author,
                Instant since,
                Optional<String> stage,
                boolean isStopping) {}

        /**
         * How a part is.
         *
         * @param part its name
         * @param isUp whether it works
         * @param message what is wrong, and what to do; empty when nothing is
         * @param details what is worth knowing besides
         */
        public record PartHealth(String part, boolean isUp, Optional<String> message, Map<String, String> details) {
            /** Copies the map. */
            public PartHealth {
                details = Map.copyOf(details);
            }
        }
    }
}
