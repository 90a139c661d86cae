package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as a test tells it; queued until told otherwise. */
final class RunBuilder {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Repository REPOSITORY = Repository.parse("recipe-maintainers/custom-html");
    static final Commit COMMIT = new Commit("0123456789abcdef0123456789abcdef01234567");

    private int number = 7;
    private Run.Mode mode = Run.Mode.FULL;
    private Run.State state = Run.State.QUEUED;
    private Optional<Run.Stop> stop = Optional.empty();
    private Optional<Run.End> end = Optional.empty();

    RunBuilder number(int id) {
        number = id;
        return this;
    }

    RunBuilder quick() {
        mode = Run.Mode.QUICK;
        return this;
    }

    RunBuilder running() {
        state = Run.State.RUNNING;
        return this;
    }

    RunBuilder stopping(Run.Stop asked) {
        stop = Optional.of(asked);
        return this;
    }

    RunBuilder ended(Results results) {
        return ended(new Run.End(results.verdict(), results.level(), Optional.empty(), Optional.of(results), NOW));
    }

    RunBuilder ended(Verdict verdict, RunReason reason) {
        return ended(new Run.End(verdict, 0, Optional.of(reason), Optional.empty(), NOW));
    }

    private RunBuilder ended(Run.End how) {
        state = Run.State.FINISHED;
        end = Optional.of(how);
        return this;
    }

    Run run() {
        return new Run(
                new RunId(number),
                1,
                Trigger.Source.COMMENT,
                REPOSITORY,
                1,
                new RecipeName("custom-html"),
                COMMIT,
                URI.create("https://git.example.org/recipe-maintainers/custom-html.git"),
                Optional.of("main"),
                "maya",
                4,
                "local",
                mode,
                state,
                NOW,
                Optional.empty(),
                stop,
                end);
    }

    /** Returns the results of a run that came to its verdict in the tier install, or got by it. */
    static Results results(
            RunId id,
            Instant at,
            Verdict verdict,
            TierStatus install,
            Optional<Results.Failure> failure,
            Optional<Results.Base> base,
            Optional<Results.Lint> lint) {
        var held = install == TierStatus.PASS;
        var tiers = new ArrayList<TierResult>();
        tiers.add(new TierResult(
                Tier.INSTALL,
                install,
                failure.map(Results.Failure::message),
                Duration.ofMillis(75_400),
                List.of(new Assertion("answers with 200", held, Optional.empty()))));
        for (var tier : List.of(Tier.UPGRADE, Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL)) {
            tiers.add(new TierResult(tier, TierStatus.SKIP, Optional.of("not verified"), Duration.ZERO, List.of()));
        }
        return new Results(
                Results.SCHEMA,
                id,
                new RecipeName("custom-html"),
                Optional.of(COMMIT),
                "https://git.example.org/recipe-maintainers/custom-html.git",
                Optional.of(1),
                Map.of(),
                base,
                1,
                verdict,
                held ? 1 : 0,
                at,
                at,
                tiers,
                Map.of(Rung.INSTALL, held ? RungStatus.PASS : RungStatus.FAIL),
                lint,
                Optional.empty(),
                Optional.empty(),
                failure,
                List.of(),
                new Results.Flags(true, true),
                new Results.Timings(Duration.ofSeconds(80), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
    }
}
