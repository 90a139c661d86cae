package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a harness does in its run directory, without one: it lives while it holds the lock. */
final class HarnessFixture {
    private final Run run;
    private final RunDirectory directory;
    private final KernelLock lock;

    private HarnessFixture(Run run, RunDirectory directory, KernelLock lock) {
        this.run = run;
        this.directory = directory;
        this.lock = lock;
    }

    static HarnessFixture begins(Path runs, Run run) {
        try {
            var directory = RunDirectory.of(runs, run.id());
            Files.createDirectories(directory.path());
            var lock = KernelLock.tryAcquire(directory.lock()).orElseThrow();
            var event = RunEvent.started(Instant.now(), RunEvent.RUN);
            Files.writeString(directory.events(), ContractJson.line(event) + "\n");
            return new HarnessFixture(run, directory, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends with results. */
    void ends(Verdict verdict) {
        var passed = verdict == Verdict.PASSED;
        var tier = new TierResult(
                Tier.INSTALL,
                passed ? TierStatus.PASS : TierStatus.SKIP,
                passed ? Optional.empty() : Optional.of("the run ended before it"),
                Duration.ZERO,
                passed ? List.of(new TierResult.Assertion("answers", true, Optional.empty())) : List.of());
        ContractJson.write(
                new Results(
                        Results.SCHEMA,
                        run.id(),
                        run.recipe(),
                        Optional.of(run.commit()),
                        run.source().toString(),
                        Optional.of(run.pullRequest()),
                        Map.of(),
                        Optional.empty(),
                        1,
                        verdict,
                        0,
                        Instant.now(),
                        Instant.now(),
                        List.of(tier),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        passed ? Optional.empty() : Optional.of(new Results.Failure("run", "asked to end", List.of())),
                        List.of(),
                        new Results.Flags(true, true),
                        new Results.Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        List.of(),
                        List.of()),
                directory.results());
        dies();
    }

    /** It ends without. */
    void dies() {
        lock.close();
    }
}
