package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How runs end: with what the harness found, or with a sentence why it found nothing. */
final class RunCompletion {
    private static final Logger LOG = LoggerFactory.getLogger(RunCompletion.class);

    private final Ledger ledger;
    private final Clock clock;

    RunCompletion(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Ends a run with what its harness wrote, unless that is about something else. */
    void end(Run run, Results results) {
        var foreign = foreign(run, results);
        if (foreign.isPresent()) {
            end(run, Verdict.ERROR, foreign.get());
            return;
        }
        var stop = run.stop().filter(asked -> results.verdict() == Verdict.CANCELLED);
        var verdict = stop.map(Run.Stop::verdict).orElse(results.verdict());
        var sentence = stop.map(Run.Stop::reason).or(() -> results.failure().map(Results.Failure::message));
        finish(run, new Run.End(verdict, results.level(), sentence, Optional.of(results), clock.instant()));
    }

    /** Ends a run that its engine stopped, with what the harness still wrote. */
    void end(Run run, RunObservation.Stopped stopped) {
        var results = stopped.results().filter(each -> foreign(run, each).isEmpty());
        var level = results.map(Results::level).orElse(0);
        var verdict = run.stop().map(Run.Stop::verdict).orElse(stopped.verdict());
        var sentence = run.stop().map(Run.Stop::reason).orElse(stopped.sentence());
        finish(run, new Run.End(verdict, level, Optional.of(sentence), results, clock.instant()));
    }

    /** What is reported must be what was tested. */
    private static Optional<String> foreign(Run run, Results results) {
        if (!results.runId().equals(run.id())
                || !results.recipe().equals(run.recipe())
                || results.finishedAt().isBefore(run.queuedAt())) {
            return Optional.of(
                    "the results in the run directory are of another run: if the ledger is newer than the run"
                            + " directories, move those away");
        }
        return results.commit()
                .filter(commit -> !commit.equals(run.commit()))
                .map(commit -> "the harness tested " + commit.abbreviated() + ", which is not what was asked for");
    }

    /** Ends a run without results. One that was asked to end ended for the reason for which it was asked. */
    void end(Run run, Verdict verdict, String sentence) {
        var end = run.stop()
                .map(stop ->
                        new Run.End(stop.verdict(), 0, Optional.of(stop.reason()), Optional.empty(), clock.instant()))
                .orElseGet(() -> new Run.End(verdict, 0, Optional.of(sentence), Optional.empty(), clock.instant()));
        run.stop().ifPresent(stop -> LOG.info("run ended as asked run={}: {}", run.id(), sentence));
        finish(run, end);
    }

    private void finish(Run run, Run.End end) {
        ledger.queue().finished(run, end);
        LOG.info(
                "run finished run={} recipe={} commit={} verdict={} level={} seconds={}",
                run.id(),
                run.recipe(),
                run.commit(),
                end.verdict().code().replace(' ', '-'),
                end.level(),
                Duration.between(run.queuedAt(), end.at()).toSeconds());
    }
}
