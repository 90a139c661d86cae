package coop.ccci.bridge.engine.local;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.RunDirectoryInspector;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunDirectory;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a harness on this machine, detached from the bridge, and knows of it only by its run directory: its events,
 * its results, and the lock that it holds for as long as it lives.
 */
public final class LocalEngine implements Engine {
    /** A harness that has not written its first event after this long is taken for lost. */
    static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final Configuration.Engine settings;
    private final HarnessLauncher start;
    private final Clock clock;

    /** Runs in the configured folder. */
    public LocalEngine(Configuration.Engine settings, HarnessLauncher start, Clock clock) {
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
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (!Files.isExecutable(settings.command())) {
            problems.add("there is no program at " + settings.command());
        }
        problems.addAll(RunDirectoryInspector.problems(settings.runs()));
        return problems;
    }

    @Override
    public void launch(Run run) {
        start.start(run);
    }

    @Override
    public RunObservation inspect(Run run) {
        return RunDirectoryInspector.of(directory(run)).refine(finished -> finished, () -> notBegun(run));
    }

    private RunObservation notBegun(Run run) {
        var isFresh = run.launch()
                .map(launch -> clock.instant().isBefore(launch.at().plus(START_TIMEOUT)))
                .orElse(false);
        return isFresh ? new RunObservation.Starting() : new RunObservation.Absent();
    }

    @Override
    public void cancel(Run run) {
        RunDirectoryInspector.lockHolders(directory(run)).forEach(ProcessHandle::destroy);
    }

    @Override
    public void kill(Run run) {
        RunDirectoryInspector.lockHolders(directory(run)).forEach(ProcessHandle::destroyForcibly);
    }

    private RunDirectory directory(Run run) {
        return RunDirectory.of(settings.runs(), run.id());
    }
}
