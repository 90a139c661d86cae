package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.http.CaughtFailure;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route {@code watch-runs}: what a run did since it was last watched, and what it needs next. */
public final class RunWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

    private final Ledger ledger;
    private final Engine engine;
    private final RunLifecycle lifecycle;
    private final Path runs;
    private final Clock clock;

    /**
     * Watches the runs of that engine.
     *
     * @param runs the folder of run directories
     */
    public RunWatch(Ledger ledger, Engine engine, RunLifecycle lifecycle, Path runs, Clock clock) {
        this.ledger = ledger;
        this.engine = engine;
        this.lifecycle = lifecycle;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Does the step of the route {@code observe-run} about an engine that did not answer. It is asked again later, but not for
     * ever: then the run has died.
     *
     * @throws Exception what the engine's route failed with, while it is asked again
     */
    public void unanswered(Exchange exchange) throws Exception {
        var run = exchange.getProperty("run", Run.class);
        var problem = CaughtFailure.take(exchange);
        if (clock.instant().isBefore(RunLifecycle.givenUpAt(run))) {
            throw problem;
        }
        LOG.warn("run given up run={}, its engine cannot be asked", run.id(), problem);
        var fault = new EngineFault.Unreachable(String.valueOf(problem.getMessage()));
        exchange.getMessage().setBody(new RunObservation.Died(fault));
    }

    /**
     * Keeps what is new in the run's event file; after the observation, because what a finished run wrote is all there then.
     *
     * @param observation what the engine's route has left
     */
    public RunStep readEvents(Run run, RunObservation observation) {
        var offset = ledger.queue().eventsOffset(run);
        var part = new EventFile(RunDirectory.of(runs, run.id()).events()).readFrom(offset);
        part.ifPresent(news -> ledger.queue().recordEvents(run, news.events(), offset, news.end()));
        return RunStep.of(run).observed(observation).with(part.isPresent());
    }

    /** Returns the run with what it needs next. */
    public RunStep decide(RunStep step) {
        return step.with(lifecycle.next(step.run(), step.observation(), clock.instant()));
    }

    /** Writes down that the run's deadline is the reason for its end, and asks it to. */
    public void timeOut(RunStep step, Claim claim) {
        LOG.warn("run over its deadline run={}, asking it to end", step.run().id());
        ledger.queue().requestStop(step.run(), Verdict.TIMED_OUT, new RunReason.DeadlinePassed());
        askToEnd(step, claim);
    }

    /** Asks the run to end. Asking twice does no harm, and one that is just starting may not hear the first time. */
    public void askToEnd(RunStep step, Claim claim) {
        ledger.claims().extend(claim);
        engine.cancel(step.run());
        ledger.queue().recordStopSent(step.run());
    }

    /** Kills a run that did not end when it was asked. */
    public void kill(RunStep step, Claim claim) {
        LOG.warn("run does not end when asked run={}, killing it", step.run().id());
        ledger.claims().extend(claim);
        engine.kill(step.run());
        ledger.queue().recordStopSent(step.run());
    }

    /** Gives a run back that goes on; it is looked at again the later, the longer it has gone on. */
    public void comeBack(RunStep step, Claim claim) {
        ledger.claims().release(claim, RunLifecycle.lookedAtAgain(step.run(), step.action(), clock.instant()));
    }

    /** Writes down how a run ended, which ends the claim. */
    public void finish(RunStep step, Claim claim) {
        var run = step.run();
        var end = step.action().end().orElseThrow();
        ledger.queue().finished(claim, end);
        if (step.isStillThere()) {
            LOG.error("run given up run={}, its engine does not end it: look for it there", run.id());
        }
        LOG.info(
                "run finished run={} recipe={} commit={} verdict={} level={} seconds={}",
                run.id(),
                run.recipe(),
                run.commit(),
                end.verdict().code().replace(' ', '-'),
                end.level(),
                Duration.between(run.queuedAt(), end.at()).toSeconds());
    }

    /**
     * The event file of a run, read bit by bit while it grows.
     *
     * @param path where it is
     */
    record EventFile(Path path) {
        /** No more than this is read at once. */
        static final int MAX_BYTES = 512 * 1024;

        /**
         * A part of the file.
         *
         * @param events the events in it
         * @param end where the part ends, in bytes from the start: always behind a whole line
         */
        record Part(List<RunEvent> events, long end) {}

        /** Returns what is new since then; empty when nothing is. A last line that is still being written is left for later. */
        Optional<Part> readFrom(long offset) {
            var bytes = read(path, offset);
            var end = lastLineEnd(bytes);
            if (end == 0 && bytes.length == MAX_BYTES) {
                // A line longer than all that is read at once is no event; without this nothing behind it would be
                // read.
                return Optional.of(new Part(List.of(), offset + bytes.length));
            }
            if (end == 0) {
                return Optional.empty();
            }
            var events = new ArrayList<RunEvent>();
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> ContractJson.event(line)
                    .ifPresent(events::add));
            return Optional.of(new Part(List.copyOf(events), offset + end));
        }

        private static int lastLineEnd(byte[] bytes) {
            for (var end = bytes.length; end > 0; end--) {
                if (bytes[end - 1] == '\n') {
                    return end;
                }
            }
            return 0;
        }

        /** Returns the bytes from an offset on; none when the file is shorter, or not there yet. */
        private static byte[] read(Path file, long offset) {
            try (var channel = Files.newByteChannel(file)) {
                var buffer = ByteBuffer.allocate((int) Math.min(MAX_BYTES, Math.max(0, channel.size() - offset)));
                channel.position(offset);
                var more = true;
                while (more && buffer.hasRemaining()) {
                    more = channel.read(buffer) >= 0;
                }
                return Arrays.copyOf(buffer.array(), buffer.position());
            } catch (NoSuchFileException e) {
                return new byte[0];
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + ": " + e, e);
            }
        }
    }
}
