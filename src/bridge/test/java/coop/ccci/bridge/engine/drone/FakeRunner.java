package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.engine.RunDirectoryInspector;
import coop.ccci.bridge.engine.local.HarnessFolder;
import coop.ccci.bridge.fake.FakeBuild;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Starts the harness of each build, as the exec runner does, tells Drone how it ended, and ends it with its build. */
public final class FakeRunner {
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final HarnessFolder harness;
    private final Path runs;

    /** A runner of that harness, with this folder of run directories. */
    public FakeRunner(HarnessFolder harness, Path runs) {
        this.harness = harness;
        this.runs = runs;
    }

    /** Takes a build, and goes on by itself. */
    public void take(FakeBuild build) {
        var thread = new Thread(() -> run(build), "fake-runner");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(FakeBuild build) {
        build.starts();
        start(build);
        var directory = RunDirectory.of(runs, RunId.parse(build.parameters().get("CCCI_RUN_ID")));
        var end = Instant.now().plus(MAX_WAIT);
        while (Instant.now().isBefore(end)) {
            var results = ContractJson.read(directory.results());
            if (results.isPresent()) {
                tell(build, results.get().verdict());
                return;
            }
            if (build.status().equals("killed")) {
                RunDirectoryInspector.lockHolders(directory).forEach(ProcessHandle::destroy);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void tell(FakeBuild build, Verdict verdict) {
        if (!build.status().equals("killed")) {
            if (verdict == Verdict.PASSED) {
                build.succeeds();
            } else {
                build.fails(1);
            }
        }
    }

    private void start(FakeBuild build) {
        try {
            var builder = new ProcessBuilder(harness.command().toString(), "run");
            builder.environment().putAll(build.parameters());
            builder.environment().put("CCCI_RUNS_DIR", runs.toString());
            builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
