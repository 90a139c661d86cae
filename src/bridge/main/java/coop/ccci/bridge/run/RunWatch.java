package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code watch-runs}: what a run did since the last look, and whether it is over. Whatever the
 * engine says, or if it says nothing any more, a run ends: after its deadline it is asked to, then killed, then given up.
 */
public final class RunWatch {
    /** So often a run that does not show itself is launched. */
    static final int MAX_LAUNCHES = 3;

    /** An engine that did not end a run is asked again after this long. */
    static final Duration STOP_RETRY_DELAY = Duration.ofSeconds(10);

    /** A run that was asked to end may tear down for this long; then it is killed. */
    static final Duration STOP_TIMEOUT = Duration.ofMinutes(10);

    /** A run that was killed is gone within this time; then it is given up. */
    static final Duration KILL_TIMEOUT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final RunLaunch launch;
    private final Path runs;
    private final Clock clock;
    private final RunCompletion completion;

    /**
     * Watches the runs of that engine.
     *
     * @param launch for runs that have to be launched again
     * @param runs the folder of run directories
     */
    public RunWatch(Ledger ledger, Engine engine, RunLaunch launch, Path runs, Clock clock) {
        this.ledger = ledger;
        this.engine = engine;
        this.launch = launch;
        this.runs = runs;
        this.clock = clock;
        this.completion = new RunCompletion(ledger, clock);
    }

    /** Looks at one running run, unless another bridge is at it. */
    public void watch(long id) {
        ledger.inTransaction(
                () -> ledger.queue().take(new RunId(id), RunState.RUNNING).ifPresent(this::watch));
    }

    private void watch(Run run) {
        var observation = inspect(run);
        // After the sighting: what a finished run wrote is all there then.
        new EventFile(RunDirectory.of(runs, run.id()).events())
                .readFrom(ledger.queue().eventsRead(run))
                .ifPresent(part -> ledger.queue().recordEvents(run, part.events(), part.end()));
        if (observation instanceof RunObservation.Finished finished) {
            completion.end(run, finished.results());
        } else if (observation instanceof RunObservation.Died died) {
            completion.end(run, Verdict.ERROR, died.sentence());
        } else if (observation instanceof RunObservation.Stopped stopped) {
            completion.end(run, stopped);
        } else if (observation instanceof RunObservation.Absent) {
            relaunch(run);
        } else {
            enforceDeadline(run);
        }
    }

    /** An engine that cannot be asked is asked again later, but not for ever. */
    private RunObservation inspect(Run run) {
        try {
            return engine.inspect(run);
        } catch (RuntimeException e) {
            if (clock.instant().isBefore(givenUpAt(run))) {
                throw e;
            }
            LOG.warn("run given up run={}, its engine cannot be asked", run.id(), e);
            return new RunObservation.Died("the engine could not be asked what became of it: " + e.getMessage());
        }
    }

    private void relaunch(Run run) {
        if (run.stop().isPresent()) {
            completion.end(run, Verdict.CANCELLED, "it was asked to end before it began");
        } else if (run.launch().orElseThrow().times() < MAX_LAUNCHES && !isOverDeadline(run)) {
            LOG.warn("run does not show itself run={}, launching it again", run.id());
            launch.launch(run);
        } else {
            completion.end(run, Verdict.ERROR, "the harness did not start" + lastNote(run));
        }
    }

    private String lastNote(Run run) {
        var notes = ledger.runs().events(run.id()).stream()
                .filter(event -> event.kind() == RunEvent.Kind.NOTE)
                .flatMap(event -> event.message().stream())
                .toList();
        return notes.isEmpty()
                ? ": see " + RunDirectory.of(runs, run.id()).console()
                : ": " + notes.get(notes.size() - 1);
    }

    private void enforceDeadline(Run run) {
        if (run.stop().isPresent()) {
            escalate(run, run.stop().get(), clock.instant());
        } else if (isOverDeadline(run)) {
            LOG.warn("run over its deadline run={}, asking it to end", run.id());
            ledger.queue().requestStop(run, Verdict.TIMED_OUT, "it was not over in time");
            askToEnd(run);
        }
    }

    private boolean isOverDeadline(Run run) {
        return clock.instant().isAfter(run.launch().orElseThrow().deadline());
    }

    private void escalate(Run run, Run.Stop stop, Instant now) {
        if (now.isAfter(givenUpAt(run))) {
            LOG.error("run given up run={}, its engine does not end it: look for it there", run.id());
            completion.end(run, Verdict.ERROR, "the engine did not end it");
        } else if (wasJustSent(stop, now)) {
            LOG.debug("run is ending run={}", run.id());
        } else if (now.isAfter(stop.at().plus(STOP_TIMEOUT))) {
            LOG.warn("run does not end when asked run={}, killing it", run.id());
            engine.kill(run);
            ledger.queue().recordStopSent(run);
        } else {
            askToEnd(run);
        }
    }

    private static boolean wasJustSent(Run.Stop stop, Instant now) {
        return stop.sentAt()
                .map(last -> now.isBefore(last.plus(STOP_RETRY_DELAY)))
                .orElse(false);
    }

    /** Asking twice does no harm, and one that is just starting may not hear the first time. */
    private void askToEnd(Run run) {
        engine.cancel(run);
        ledger.queue().recordStopSent(run);
    }

    private static Instant givenUpAt(Run run) {
        return run.stop()
                .map(Run.Stop::at)
                .orElseGet(() -> run.launch().orElseThrow().deadline())
                .plus(STOP_TIMEOUT)
                .plus(KILL_TIMEOUT);
    }
}
