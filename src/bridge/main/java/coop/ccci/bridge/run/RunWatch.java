package coop.ccci.bridge.run;

import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code watch-runs}: what a run did since it was last watched, and whether it is over. Whatever the
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

    /** Looks at one running run, unless another instance has locked it. */
    public void watch(long id) {
        ledger.inTransaction(
                () -> ledger.queue().take(new RunId(id), Run.State.RUNNING).ifPresent(this::watch));
    }

    private void watch(Run run) {
        var observation = inspect(run);
        // After the observation: what a finished run wrote is all there then.
        new EventFile(RunDirectory.of(runs, run.id()).events())
                .readFrom(ledger.queue().eventsOffset(run))
                .ifPresent(part -> ledger.queue().recordEvents(run, part.events(), part.end()));
        observation.match(new Reaction(run));
    }

    /** Asks the engine. One that cannot be asked is asked again later, but not for ever. */
    private RunObservation inspect(Run run) {
        try {
            return engine.inspect(run);
        } catch (RuntimeException e) {
            if (clock.instant().isBefore(givenUpAt(run))) {
                throw e;
            }
            LOG.warn("run given up run={}, its engine cannot be asked", run.id(), e);
            return new RunObservation.Died(new EngineFault.Unreachable(String.valueOf(e.getMessage())));
        }
    }

    /** What a run needs after it was observed; each case answers in which state it leaves the run's row. */
    private final class Reaction implements RunObservation.Cases<Run.State> {
        private final Run run;

        Reaction(Run run) {
            this.run = run;
        }

        @Override
        public Run.State absent(RunObservation.Absent absent) {
            return relaunch(run);
        }

        @Override
        public Run.State starting(RunObservation.Starting starting) {
            return enforceDeadline(run);
        }

        @Override
        public Run.State running(RunObservation.Running running) {
            return enforceDeadline(run);
        }

        @Override
        public Run.State finished(RunObservation.Finished finished) {
            return completion.end(run, finished.results());
        }

        @Override
        public Run.State stopped(RunObservation.Stopped stopped) {
            return completion.end(run, stopped);
        }

        @Override
        public Run.State died(RunObservation.Died died) {
            return completion.end(run, Verdict.ERROR, new RunReason.EngineFailed(died.fault()));
        }
    }

    private Run.State relaunch(Run run) {
        if (run.stop().isPresent()) {
            return completion.end(run, run.stop().get());
        }
        var last = run.launch().orElseThrow();
        if (last.times() < MAX_LAUNCHES && !isOverDeadline(run)) {
            LOG.warn("run does not show itself run={}, launching it again", run.id());
            launch.launch(run);
            return Run.State.RUNNING;
        }
        var console = RunDirectory.of(runs, run.id()).console();
        return completion.end(run, Verdict.ERROR, new RunReason.DidNotStart(last.fault(), console.toString()));
    }

    private Run.State enforceDeadline(Run run) {
        if (run.stop().isPresent()) {
            return escalate(run, run.stop().get(), clock.instant());
        }
        if (isOverDeadline(run)) {
            LOG.warn("run over its deadline run={}, asking it to end", run.id());
            ledger.queue().requestStop(run, Verdict.TIMED_OUT, new RunReason.DeadlinePassed());
            askToEnd(run);
        }
        return Run.State.RUNNING;
    }

    private boolean isOverDeadline(Run run) {
        return clock.instant().isAfter(run.launch().orElseThrow().deadline());
    }

    private Run.State escalate(Run run, Run.Stop stop, Instant now) {
        if (now.isAfter(givenUpAt(run))) {
            LOG.error("run given up run={}, its engine does not end it: look for it there", run.id());
            return completion.end(run, stop);
        }
        if (wasJustSent(stop, now)) {
            LOG.debug("run is ending run={}", run.id());
        } else if (now.isAfter(stop.at().plus(STOP_TIMEOUT))) {
            LOG.warn("run does not end when asked run={}, killing it", run.id());
            engine.kill(run);
            ledger.queue().recordStopSent(run);
        } else {
            askToEnd(run);
        }
        return Run.State.RUNNING;
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
