package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the route {@code watch-runs}: what a run did since the last look, and whether it is over. */
public final class RunWatch {
    /** So often a run that does not show itself is launched. */
    static final int MOST_LAUNCHES = 3;

    /** A run that was asked to end may tear down for this long. */
    static final Duration ENDS_WITHIN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final RunLaunch launch;
    private final Path runs;
    private final Clock clock;

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
    }

    /** Looks at one running run, unless another bridge is at it. */
    public void look(long id) {
        ledger.inOneStep(
                () -> ledger.queue().take(new RunId(id), RunState.RUNNING).ifPresent(this::look));
    }

    private void look(Run run) {
        var sighting = engine.inspect(run);
        // After the sighting: what a finished run wrote is all there then.
        new EventFile(RunDirectory.of(runs, run.id()).events())
                .readFrom(ledger.queue().eventsRead(run))
                .ifPresent(part -> ledger.queue().happened(run, part.events(), part.end()));
        if (sighting instanceof Sighting.Finished finished) {
            end(run, finished.results());
        } else if (sighting instanceof Sighting.Died died) {
            end(run, Verdict.ERROR, died.sentence());
        } else if (sighting instanceof Sighting.Stopped stopped) {
            end(run, stopped);
        } else if (sighting instanceof Sighting.Absent) {
            launchAgain(run);
        } else {
            keepTime(run);
        }
    }

    private void launchAgain(Run run) {
        if (run.stop().isPresent()) {
            end(run, Verdict.CANCELLED, "it was asked to end before it began");
        } else if (run.launch().orElseThrow().times() < MOST_LAUNCHES) {
            LOG.warn("run does not show itself run={}, launching it again", run.id());
            launch.launch(run);
        } else {
            end(run, Verdict.ERROR, "the harness did not start" + lastNote(run));
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

    private void keepTime(Run run) {
        var now = clock.instant();
        if (run.stop().isEmpty() && now.isAfter(run.launch().orElseThrow().deadline())) {
            LOG.warn("run over its deadline run={}, asking it to end", run.id());
            ledger.queue().stopAsked(run, Verdict.TIMED_OUT);
            engine.cancel(run);
        } else if (run.stop().isPresent() && now.isAfter(run.stop().get().at().plus(ENDS_WITHIN))) {
            LOG.warn("run does not end when asked run={}, killing it", run.id());
            engine.kill(run);
        }
    }

    private void end(Run run, Results results) {
        var foreign = foreign(run, results);
        if (foreign.isPresent()) {
            end(run, Verdict.ERROR, foreign.get());
            return;
        }
        var verdict = results.verdict() == Verdict.CANCELLED ? asked(run, Verdict.CANCELLED) : results.verdict();
        var sentence = results.failure().map(Results.Failure::message);
        finish(run, new Run.End(verdict, results.level(), sentence, Optional.of(results), clock.instant()));
    }

    private void end(Run run, Sighting.Stopped stopped) {
        var results = stopped.results().filter(each -> foreign(run, each).isEmpty());
        var level = results.map(Results::level).orElse(0);
        var verdict = asked(run, stopped.verdict());
        finish(run, new Run.End(verdict, level, Optional.of(stopped.sentence()), results, clock.instant()));
    }

    /** What is reported must be what was tested. */
    private static Optional<String> foreign(Run run, Results results) {
        var isOfThisRun = results.runId().equals(run.id())
                && results.recipe().equals(run.recipe())
                && results.commit().map(run.commit()::equals).orElse(true)
                && !results.finishedAt().isBefore(run.queuedAt());
        return isOfThisRun
                ? Optional.empty()
                : Optional.of("the results in the run directory are of another run: if the ledger is newer than the run"
                        + " directories, move those away");
    }

    private void end(Run run, Verdict verdict, String sentence) {
        finish(run, new Run.End(asked(run, verdict), 0, Optional.of(sentence), Optional.empty(), clock.instant()));
    }

    /** A run that ended because it was asked to ended for the reason it was asked. */
    private static Verdict asked(Run run, Verdict otherwise) {
        return run.stop().map(Run.Stop::verdict).orElse(otherwise);
    }

    private void finish(Run run, Run.End end) {
        ledger.queue().finished(run, end);
        LOG.info(
                "run finished run={} recipe={} commit={} verdict={} level={} seconds={}",
                run.id(),
                run.recipe(),
                run.commit(),
                end.verdict().word().replace(' ', '-'),
                end.level(),
                seconds(run.queuedAt(), end.at()));
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
