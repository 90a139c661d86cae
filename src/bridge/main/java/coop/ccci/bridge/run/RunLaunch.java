package coop.ccci.bridge.run;

import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.Engine.LaunchAnswer;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.bridge.run.RunLifecycle.RunAction;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code launch-runs} and {@code start-run}, which hand runs to the engine. Whether the engine has
 * a run already is asked first, because the bridge may have died between handing it over and writing that down.
 */
public final class RunLaunch {
    private static final Logger LOG = LoggerFactory.getLogger(RunLaunch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final Revalidation revalidation;
    private final RunLifecycle lifecycle;
    private final Duration deadline;
    private final Clock clock;

    /**
     * Hands runs to that engine.
     *
     * @param revalidation what is asked of a run that waited
     * @param deadline after which a run is ended by the bridge; longer than the harness's own
     */
    public RunLaunch(
            Ledger ledger,
            Engine engine,
            Revalidation revalidation,
            RunLifecycle lifecycle,
            Duration deadline,
            Clock clock) {
        this.ledger = ledger;
        this.engine = engine;
        this.revalidation = revalidation;
        this.lifecycle = lifecycle;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Returns a queued run with what it needs next. */
    public RunStep decide(Run run) {
        return orInEngine(RunStep.of(run).with(lifecycle.next(run, Optional.empty(), clock.instant())));
    }

    /** Returns whether the run has to wait, because the operator has paused the bridge. What is to end may do so. */
    public boolean isPaused(RunStep step) {
        return step.action().end().isEmpty()
                && ledger.operation().pause().since().isPresent();
    }

    /** Returns whether the run has to wait, because the engine has no room for it. */
    public boolean isFull(RunStep step) {
        return step.action().end().isEmpty() && !ledger.queue().hasRoom(step.run(), capacity(step.run()));
    }

    /** What nobody waits for leaves one place free, where there is more than one, so that somebody need not wait for its end. */
    private int capacity(Run run) {
        return run.isOfPerson() ? engine.capacity() : Math.max(1, engine.capacity() - 1);
    }

    /** Asks again all that was asked of the comments, and returns the run with its end where none of them holds any more. */
    public RunStep revalidate(RunStep step) {
        return revalidation
                .objection(step.run())
                .map(why -> orInEngine(step.with(RunAction.finish(
                        new Run.End(Verdict.CANCELLED, 0, Optional.of(why), Optional.empty(), clock.instant())))))
                .orElseGet(() -> step.with(RunAction.of(RunAction.Kind.LAUNCH)));
    }

    /** A run that a bridge has launched, and died before it could write that down, does not end unseen: it is watched. */
    private RunStep orInEngine(RunStep step) {
        var isInEngine = step.action().end().isPresent()
                && ledger.runs().hasTakenRoom(step.run())
                && !engine.inspect(step.run()).isAbsent();
        return isInEngine ? step.with(RunAction.of(RunAction.Kind.LAUNCH)) : step;
    }

    /** Takes the engine's room for the run, which is to wait when there is none. */
    public RunStep takeRoom(RunStep step, Claim claim) {
        ledger.claims().extend(claim);
        var isTaken = ledger.queue().takeRoom(step.run(), claim, capacity(step.run()));
        return isTaken ? step : step.with(RunAction.of(RunAction.Kind.WAIT));
    }

    /** Looks whether the engine has the run already. */
    public RunStep look(RunStep step) {
        return step.observed(engine.inspect(step.run()));
    }

    /** Leaves the run for the engine's own route, and what the route knows of it as the property {@code step}. */
    public void prepare(Exchange exchange) {
        var step = exchange.getMessage().getBody(RunStep.class);
        ledger.claims().extend(exchange.getProperty("claim", Claim.class));
        exchange.setProperty("step", step);
        exchange.getMessage().setBody(step.run());
    }

    /** Returns a run that has begun. */
    public RunStep begun(RunStep step) {
        LOG.info("run launched {}", step);
        return step;
    }

    /**
     * Writes down why a run did not begin. A launch that fails counts as one: the watch sees that nothing came of it and tries
     * again, a few times.
     */
    public RunStep notBegun(RunStep step, LaunchAnswer answer) {
        var fault = answer.fault().orElseThrow();
        var problem = ReasonTexts.describe(fault);
        LOG.warn("run not launched run={}: {}", step.run().id(), problem);
        var note = RunEvent.note(clock.instant(), RunEvent.RUN, problem);
        var offset = ledger.queue().eventsOffset(step.run());
        ledger.queue().recordEvents(step.run(), List.of(note), offset, offset);
        return step.failed(fault);
    }

    /** Writes down that the run is running. */
    public void record(RunStep step, Claim claim) {
        ledger.queue().launched(claim, deadline, step.fault());
    }
}
