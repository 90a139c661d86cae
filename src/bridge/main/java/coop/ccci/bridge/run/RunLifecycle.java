package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.run.RunLifecycle.RunAction;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run needs next: a function of the run as the ledger has it, of what its engine shows, and of the time. Whatever
 * the engine says, or if it says nothing any more, a run ends: after its deadline it is asked to, then killed, then given up.
 */
public final class RunLifecycle {
    /** A run waits no longer than this. */
    static final Duration MAX_QUEUE_TIME = Duration.ofHours(24);

    /** So often a run that does not show itself is launched. */
    static final int MAX_LAUNCHES = 3;

    /** An engine that did not end a run is asked again after this long. */
    static final Duration STOP_RETRY_DELAY = Duration.ofSeconds(10);

    /** A run that was asked to end may tear down for this long; then it is killed. */
    static final Duration STOP_TIMEOUT = Duration.ofMinutes(10);

    /** A run that was killed is gone within this time; then it is given up. */
    static final Duration KILL_TIMEOUT = Duration.ofMinutes(2);

    /** A run that goes on is looked at again after this part of its age, so that no end is told later than that. */
    private static final int LOOKS_PER_AGE = 100;

    /** As often as a comment is edited. */
    static final Duration MAX_LOOK_DELAY = Duration.ofSeconds(10);

    private final Duration admissionValidity;
    private final Path runs;

    /**
     * Decides by these settings.
     *
     * @param admissionValidity how long a run may wait before it is asked again who may ask, and what the head is
     * @param runs the folder of run directories
     */
    public RunLifecycle(Duration admissionValidity, Path runs) {
        this.admissionValidity = admissionValidity;
        this.runs = runs;
    }

    /**
     * Returns what a run needs next.
     *
     * @param observation what its engine shows; empty as long as it was not launched
     */
    RunAction next(Run run, Optional<RunObservation> observation, Instant now) {
        return observation.map(seen -> seen.match(new AfterLaunch(run, now))).orElseGet(() -> beforeLaunch(run, now));
    }

    private RunAction beforeLaunch(Run run, Instant now) {
        var waited = Duration.between(run.queuedAt(), now);
        if (run.stop().isPresent()) {
            return finish(run.stop().get(), now);
        }
        if (waited.compareTo(MAX_QUEUE_TIME) > 0) {
            return finish(Verdict.TIMED_OUT, new RunReason.NoCapacity(MAX_QUEUE_TIME), now);
        }
        return RunAction.of(
                waited.compareTo(admissionValidity) > 0
                        ? RunAction.Kind.LAUNCH_IF_STILL_WANTED
                        : RunAction.Kind.LAUNCH);
    }

    /** Returns when a run whose engine does not end it is given up. */
    static Instant givenUpAt(Run run) {
        return run.stop()
                .map(Run.Stop::at)
                .orElseGet(() -> run.launch().orElseThrow().deadline())
                .plus(STOP_TIMEOUT)
                .plus(KILL_TIMEOUT);
    }

    /**
     * Returns when a run is looked at again: at once when it is asked to end or something was done about it.
     *
     * @param action what it needed now
     */
    static Instant lookedAtAgain(Run run, RunAction action, Instant now) {
        if (run.stop().isPresent() || action.kind() != RunAction.Kind.WAIT) {
            return now;
        }
        var since = run.launch().map(Run.Launch::at).orElse(now);
        var share = Duration.between(since, now).dividedBy(LOOKS_PER_AGE);
        return now.plus(share.compareTo(MAX_LOOK_DELAY) < 0 ? share : MAX_LOOK_DELAY);
    }

    private final class AfterLaunch implements RunObservation.Cases<RunAction> {
        private final Run run;
        private final Instant now;

        AfterLaunch(Run run, Instant now) {
            this.run = run;
            this.now = now;
        }

        @Override
        public RunAction absent(RunObservation.Absent absent) {
            if (run.stop().isPresent()) {
                return finish(run.stop().get(), now);
            }
            var last = run.launch().orElseThrow();
            if (last.times() < MAX_LAUNCHES && !isOverDeadline()) {
                return RunAction.of(RunAction.Kind.LAUNCH_AGAIN);
            }
            var console = RunDirectory.of(runs, run.id()).console();
            return finish(Verdict.ERROR, new RunReason.DidNotStart(last.fault(), console.toString()), now);
        }

        @Override
        public RunAction starting(RunObservation.Starting starting) {
            return enforceDeadline();
        }

        @Override
        public RunAction running(RunObservation.Running running) {
            return enforceDeadline();
        }

        @Override
        public RunAction finished(RunObservation.Finished finished) {
            var results = finished.results();
            var mismatch = mismatch(run, results);
            if (mismatch.isPresent()) {
                return endedWith(mismatch.get());
            }
            var stop = run.stop().filter(requested -> results.verdict() == Verdict.CANCELLED);
            var verdict = stop.map(Run.Stop::verdict).orElse(results.verdict());
            return RunAction.finish(
                    new Run.End(verdict, results.level(), stop.map(Run.Stop::reason), Optional.of(results), now));
        }

        @Override
        public RunAction stopped(RunObservation.Stopped stopped) {
            var results = stopped.results().filter(each -> mismatch(run, each).isEmpty());
            var level = results.map(Results::level).orElse(0);
            var verdict = run.stop().map(Run.Stop::verdict).orElse(stopped.verdict());
            var reason = run.stop().map(Run.Stop::reason).orElseGet(() -> new RunReason.EngineFailed(stopped.fault()));
            return RunAction.finish(new Run.End(verdict, level, Optional.of(reason), results, now));
        }

        @Override
        public RunAction died(RunObservation.Died died) {
            return endedWith(new RunReason.EngineFailed(died.fault()));
        }

        /** A run that was asked to end ended for the reason for which it was asked. */
        private RunAction endedWith(RunReason reason) {
            return run.stop().map(stop -> finish(stop, now)).orElseGet(() -> finish(Verdict.ERROR, reason, now));
        }

        private RunAction enforceDeadline() {
            return run.stop()
                    .map(this::escalate)
                    .orElseGet(() -> RunAction.of(isOverDeadline() ? RunAction.Kind.TIME_OUT : RunAction.Kind.WAIT));
        }

        private RunAction escalate(Run.Stop stop) {
            if (now.isAfter(givenUpAt(run))) {
                return finish(stop, now);
            }
            var wasJustSent = stop.sentAt()
                    .map(last -> now.isBefore(last.plus(STOP_RETRY_DELAY)))
                    .orElse(false);
            if (wasJustSent) {
                return RunAction.of(RunAction.Kind.WAIT);
            }
            var isPatient = !now.isAfter(stop.at().plus(STOP_TIMEOUT));
            return RunAction.of(isPatient ? RunAction.Kind.ASK_TO_END : RunAction.Kind.KILL);
        }

        private boolean isOverDeadline() {
            return now.isAfter(run.launch().orElseThrow().deadline());
        }
    }

    private static RunAction finish(Run.Stop stop, Instant now) {
        return finish(stop.verdict(), stop.reason(), now);
    }

    private static RunAction finish(Verdict verdict, RunReason reason, Instant now) {
        return RunAction.finish(new Run.End(verdict, 0, Optional.of(reason), Optional.empty(), now));
    }

    /** What is reported must be what was tested. */
    private static Optional<RunReason> mismatch(Run run, Results results) {
        if (!results.runId().equals(run.id())
                || !results.recipe().equals(run.recipe())
                || results.finishedAt().isBefore(run.queuedAt())) {
            return Optional.of(new RunReason.ResultsOfAnotherRun());
        }
        return results.commit().filter(commit -> !commit.equals(run.commit())).map(RunReason.AnotherCommitTested::new);
    }

    /**
     * What a run needs next.
     *
     * @param kind what is to be done
     * @param end how the run ended, where it is to finish
     */
    public record RunAction(Kind kind, Optional<Run.End> end) {
        static RunAction of(Kind kind) {
            return new RunAction(kind, Optional.empty());
        }

        static RunAction finish(Run.End end) {
            return new RunAction(Kind.FINISH, Optional.of(end));
        }

        /** What can be done about a run. */
        public enum Kind {
            /** It is over. */
            FINISH,

            /** It is handed to the engine as soon as that has room. */
            LAUNCH,

            /** As {@link #LAUNCH}, but it waited for so long that all is asked again that was asked of its comment. */
            LAUNCH_IF_STILL_WANTED,

            /** It does not show itself, and is handed to the engine once more. */
            LAUNCH_AGAIN,

            /** Its deadline has passed: it is asked to end, and that is the reason. */
            TIME_OUT,

            /** It is asked to end, for the first time or again. */
            ASK_TO_END,

            /** It did not end when it was asked. */
            KILL,

            /** Nothing, now. */
            WAIT
        }
    }
}
