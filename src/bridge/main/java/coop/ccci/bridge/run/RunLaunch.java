package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.Engine.CannotLaunch;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code launch-runs}: hands a queued run to the engine. Whether the engine has it already is
 * asked first, because the bridge may have died between handing it over and writing that down.
 */
public final class RunLaunch {
    private static final Logger LOG = LoggerFactory.getLogger(RunLaunch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final Duration deadline;
    private final Clock clock;

    /**
     * Hands runs to that engine.
     *
     * @param deadline after which a run is ended by the bridge; longer than the harness's own
     */
    public RunLaunch(Ledger ledger, Engine engine, Duration deadline, Clock clock) {
        this.ledger = ledger;
        this.engine = engine;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Launches one run if the engine has room, and nobody else is at it. */
    public void launch(long id) {
        ledger.inOneStep(() -> {
            if (ledger.queue().hasRoom(engine.name(), engine.capacity())) {
                ledger.queue().take(new RunId(id), RunState.QUEUED).ifPresent(this::launch);
            }
        });
    }

    /**
     * Launches a run unless the engine has it. A launch that fails counts as one: the watch sees that nothing came of
     * it and tries again, a few times.
     */
    void launch(Run run) {
        if (engine.inspect(run) instanceof Sighting.Absent) {
            try {
                engine.launch(run);
                LOG.info("run launched run={} recipe={} commit={}", run.id(), run.recipe(), run.commit());
            } catch (CannotLaunch e) {
                LOG.warn("run not launched run={}: {}", run.id(), e.getMessage());
                var note = RunEvent.note(clock.instant(), RunEvent.RUN, e.getMessage());
                ledger.queue().happened(run, List.of(note), ledger.queue().eventsRead(run));
            }
        }
        ledger.queue().launched(run, deadline);
    }
}
