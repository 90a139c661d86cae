package coop.ccci.bridge.engine.local;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.FileSlice;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ContractJson.UnreadableResultsException;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;

/**
 * Starts a harness on this machine, detached from the bridge, and knows of it only by its run directory: its events,
 * its results, and the lock that it holds for as long as it lives.
 */
public final class LocalEngine implements Engine {
    /** A harness that has not written its first event after this long is taken for lost. */
    static final Duration STARTS_WITHIN = Duration.ofSeconds(15);

    private final Configuration.Engine settings;
    private final HarnessStart start;
    private final Clock clock;

    /** Runs in the configured folder. */
    public LocalEngine(Configuration.Engine settings, HarnessStart start, Clock clock) {
        this.settings = settings;
        this.start = start;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    @Override
    public void launch(Run run) {
        start.start(run);
    }

    @Override
    public Sighting inspect(Run run) {
        var directory = directory(run);
        try {
            // Only after the first event may the lock be tried: the harness holds it by then, whereas before that the
            // trial itself could be in the way of a harness that is about to take it.
            var hasBegun = Files.exists(directory.events()) && Files.size(directory.events()) > 0;
            var isAlive = hasBegun && KernelLock.isHeld(directory.lock());
            // Read after the lock was seen free: a harness writes its results before it lets go.
            var results = ContractJson.read(directory.results());
            if (results.isPresent()) {
                return new Sighting.Finished(results.get());
            }
            if (isAlive) {
                return new Sighting.Running();
            }
            return hasBegun ? new Sighting.Died("the harness died before it wrote its results") : notBegun(run);
        } catch (UnreadableResultsException e) {
            return new Sighting.Died("the run's results cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at run " + run.id() + ": " + e, e);
        }
    }

    private Sighting notBegun(Run run) {
        var isFresh = run.launch()
                .map(launch -> clock.instant().isBefore(launch.at().plus(STARTS_WITHIN)))
                .orElse(false);
        return isFresh ? new Sighting.Starting() : new Sighting.Absent();
    }

    @Override
    public void cancel(Run run) {
        Holders.of(directory(run).lock()).forEach(ProcessHandle::destroy);
    }

    @Override
    public void kill(Run run) {
        Holders.of(directory(run).lock()).forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public byte[] log(Run run, long offset, int most) {
        return FileSlice.read(directory(run).log(), offset, most);
    }

    private RunDirectory directory(Run run) {
        return RunDirectory.of(settings.runs(), run.id());
    }
}
