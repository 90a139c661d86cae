package coop.ccci.bridge.run;

import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.Engine.LaunchException;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code launch-runs}: hands a queued run to the engine. Whether the engine has it already is
 * asked first, because the bridge may have died between handing it over and writing that down.
 */
public final class RunLaunch {
    /** A run waits no longer than this. */
    static final Duration MAX_QUEUE_TIME = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(RunLaunch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final Revalidation revalidation;
    private final Duration admissionValidity;
    private final Duration deadline;
    private final Clock clock;
    private final RunCompletion completion;

    /**
     * Hands runs to that engine.
     *
     * @param revalidation what is asked of a run that waited
     * @param admissionValidity how long a run may wait before it is asked again who may ask, and what the head is
     * @param deadline after which a run is ended by the bridge; longer than the harness's own
     */
    public RunLaunch(
            Ledger ledger,
            Engine engine,
            Revalidation revalidation,
            Duration admissionValidity,
            Duration deadline,
            Clock clock) {
        this.ledger = ledger;
        this.engine = engine;
        this.revalidation = revalidation;
        this.admissionValidity = admissionValidity;
        this.deadline = deadline;
        this.clock = clock;
        this.completion = new RunCompletion(ledger, clock);
    }

    /** Launches one run if the engine has room, or ends one that is not to begin, unless another instance has locked it. */
    public void launch(long id) {
        ledger.inTransaction(
                () -> ledger.queue().take(new RunId(id), Run.State.QUEUED).ifPresent(this::advance));
    }

    private void advance(Run run) {
        if (run.stop().isPresent()) {
            completion.end(run, run.stop().get());
        } else if (waited(run).compareTo(MAX_QUEUE_TIME) > 0) {
            completion.end(run, Verdict.TIMED_OUT, new RunReason.NoCapacity(MAX_QUEUE_TIME));
        } else if (ledger.queue().hasRoom(engine.name(), engine.capacity())) {
            objection(run).ifPresentOrElse(why -> completion.end(run, Verdict.CANCELLED, why), () -> launch(run));
        }
    }

    private Optional<RunReason> objection(Run run) {
        return waited(run).compareTo(admissionValidity) > 0 ? revalidation.objection(run) : Optional.empty();
    }

    private Duration waited(Run run) {
        return Duration.between(run.queuedAt(), clock.instant());
    }

    /**
     * Launches a run unless the engine has it. A launch that fails counts as one: the watch sees that nothing came of
     * it and tries again, a few times.
     */
    void launch(Run run) {
        var fault = engine.inspect(run).isAbsent() ? launchFault(run) : Optional.<EngineFault>empty();
        ledger.queue().launched(run, deadline, fault);
    }

    private Optional<EngineFault> launchFault(Run run) {
        try {
            engine.launch(run);
            LOG.info("run launched run={} recipe={} commit={}", run.id(), run.recipe(), run.commit());
            return Optional.empty();
        } catch (LaunchException e) {
            var problem = ReasonTexts.describe(e.fault());
            LOG.warn("run not launched run={}: {}", run.id(), problem);
            var note = RunEvent.note(clock.instant(), RunEvent.RUN, problem);
            ledger.queue().recordEvents(run, List.of(note), ledger.queue().eventsOffset(run));
            return Optional.of(e.fault());
        }
    }
}
