package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How runs end: with what the harness found, or with a reason why it found nothing. */
final class RunCompletion {
    private static final Logger LOG = LoggerFactory.getLogger(RunCompletion.class);

    private final Ledger ledger;
    private final Clock clock;

    RunCompletion(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Ends a run with what its harness wrote, unless that is about something else. */
    Run.State end(Run run, Results results) {
        var mismatch = mismatch(run, results);
        if (mismatch.isPresent()) {
            return end(run, Verdict.ERROR, mismatch.get());
        }
        var stop = run.stop().filter(requested -> results.verdict() == Verdict.CANCELLED);
        var verdict = stop.map(Run.Stop::verdict).orElse(results.verdict());
        return finish(run, verdict, results.level(), stop.map(Run.Stop::reason), Optional.of(results));
    }

    /** Ends a run that its engine stopped, with what the harness still wrote. */
    Run.State end(Run run, RunObservation.Stopped stopped) {
        var results = stopped.results().filter(each -> mismatch(run, each).isEmpty());
        var level = results.map(Results::level).orElse(0);
        var verdict = run.stop().map(Run.Stop::verdict).orElse(stopped.verdict());
        var reason = run.stop().map(Run.Stop::reason).orElseGet(() -> new RunReason.EngineFailed(stopped.fault()));
        return finish(run, verdict, level, Optional.of(reason), results);
    }

    /** Ends a run without results. One that was asked to end ended for the reason for which it was asked. */
    Run.State end(Run run, Verdict verdict, RunReason reason) {
        return run.stop().map(stop -> end(run, stop)).orElseGet(() -> finish(run, verdict, reason));
    }

    /** Ends a run that was asked to end, without results. */
    Run.State end(Run run, Run.Stop stop) {
        return finish(run, stop.verdict(), stop.reason());
    }

    private Run.State finish(Run run, Verdict verdict, RunReason reason) {
        return finish(run, verdict, 0, Optional.of(reason), Optional.empty());
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

    private Run.State finish(
            Run run, Verdict verdict, int level, Optional<RunReason> reason, Optional<Results> results) {
        var now = clock.instant();
        ledger.queue().finished(run, new Run.End(verdict, level, reason, results, now));
        LOG.info(
                "run finished run={} recipe={} commit={} verdict={} level={} seconds={}",
                run.id(),
                run.recipe(),
                run.commit(),
                verdict.code().replace(' ', '-'),
                level,
                Duration.between(run.queuedAt(), now).toSeconds());
        return Run.State.FINISHED;
    }
}
