package coop.ccci.bridge.engine.local;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.Level;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A harness that deploys nothing: it holds the lock, writes events and results as the real one does, and follows the
 * scenario that {@link HarnessFolder} wrote for it.
 */
public final class FakeHarness {
    private static final String APP_LOG = "app_1 | cannot read /etc/app.conf ``` @everybody <img src=x>";

    private final RunDirectory directory;
    private final HarnessFolder folder;

    private FakeHarness(RunDirectory directory, HarnessFolder folder) {
        this.directory = directory;
        this.folder = folder;
    }

    public static void main(String... arguments) throws IOException {
        var id = RunId.parse(System.getenv("CCCI_RUN_ID"));
        var directory = RunDirectory.of(Path.of(System.getenv("CCCI_RUNS_DIR")), id);
        var lock = KernelLock.tryAcquire(directory.lock());
        if (lock.isEmpty() || (Files.exists(directory.events()) && Files.size(directory.events()) > 0)) {
            System.err.println("run " + id + " is there already");
            System.exit(2);
        }
        new FakeHarness(directory, new HarnessFolder(Path.of(arguments[0]))).run();
        lock.get().close();
    }

    private void run() throws IOException {
        var began = Instant.now();
        append(RunEvent.started(began, RunEvent.RUN));
        append(RunEvent.started(began, "deploy"));
        switch (folder.scenario()) {
            case PASS -> end(began, Verdict.PASSED, commit());
            case FAIL -> end(began, Verdict.FAILED, commit());
            case OTHER_COMMIT -> end(began, Verdict.PASSED, new Commit("f".repeat(40)));
            case DIE -> Runtime.getRuntime().halt(137);
            case WAIT -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> cancelled(began)));
                while (!folder.mayGoOn()) {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
                end(began, Verdict.PASSED, commit());
            }
        }
    }

    private void cancelled(Instant began) {
        if (!Files.exists(directory.results())) {
            end(began, Verdict.CANCELLED, commit());
        }
    }

    private void end(Instant began, Verdict verdict, Commit commit) {
        var passed = verdict == Verdict.PASSED;
        append(RunEvent.finished(
                Instant.now(), "deploy", passed ? "pass" : "fail", Duration.ofSeconds(3), Optional.empty()));
        ContractJson.write(results(System.getenv(), commit, began, verdict), directory.results());
        append(RunEvent.finished(Instant.now(), RunEvent.RUN, verdict.code(), Duration.ofSeconds(4), Optional.empty()));
    }

    /** Returns what a run of that environment has to say at its end. */
    public static Results results(Map<String, String> environment, Commit commit, Instant began, Verdict verdict) {
        var passed = verdict == Verdict.PASSED;
        Map<Rung, RungStatus> rungs = Map.of(Rung.INSTALL, passed ? RungStatus.PASS : RungStatus.FAIL);
        var failure = passed
                ? Optional.<Results.Failure>empty()
                : Optional.of(new Results.Failure("converge", "app never became healthy", List.of(APP_LOG)));
        return new Results(
                Results.SCHEMA,
                RunId.parse(environment.get("CCCI_RUN_ID")),
                new RecipeName(environment.get("RECIPE")),
                Optional.of(commit),
                environment.get("SRC"),
                Optional.ofNullable(environment.get("PR")).map(Integer::valueOf),
                Map.of(),
                Optional.empty(),
                1,
                verdict,
                Level.of(rungs),
                began,
                Instant.now(),
                tiers(passed),
                rungs,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                failure,
                List.of("to merge into " + environment.get("CCCI_TARGET")),
                new Results.Flags(true, true),
                new Results.Timings(Duration.ofSeconds(4), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
    }

    private static List<TierResult> tiers(boolean passed) {
        var tiers = new ArrayList<TierResult>();
        tiers.add(new TierResult(
                Tier.INSTALL,
                passed ? TierStatus.PASS : TierStatus.FAIL,
                passed ? Optional.empty() : Optional.of("app never became healthy"),
                Duration.ofSeconds(3),
                List.of(new TierResult.Assertion("answers", passed, Optional.empty()))));
        for (var tier : List.of(Tier.UPGRADE, Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL)) {
            tiers.add(new TierResult(tier, TierStatus.SKIP, Optional.of("not verified"), Duration.ZERO, List.of()));
        }
        return tiers;
    }

    private static Commit commit() {
        return new Commit(System.getenv("REF"));
    }

    private void append(RunEvent event) {
        try {
            Files.writeString(
                    directory.events(),
                    ContractJson.line(event) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
