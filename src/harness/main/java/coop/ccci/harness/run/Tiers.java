package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.BackupTier;
import coop.ccci.harness.tier.InstallTier;
import coop.ccci.harness.tier.RestoreTier;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.Snapshot;
import coop.ccci.harness.tier.TierOutcome;
import coop.ccci.harness.tier.TierOutcome.Asserted;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import coop.ccci.harness.tier.TierStep;
import coop.ccci.harness.tier.UpgradeTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Runs the tiers of an app in order and keeps how each ended. The first that fails throws, and so ends the run. */
final class Tiers {
    private final StageRunner stages;
    private final Selection selection;
    private final Map<Tier, TierEnd> ended = new EnumMap<>(Tier.class);
    private Optional<Long> installing = Optional.empty();

    Tiers(StageRunner stages, Selection selection) {
        this.stages = stages;
        this.selection = selection;
    }

    /**
     * How a tier ended.
     *
     * @param result what the results say of it
     * @param rung what the ladder may say of it
     */
    record TierEnd(TierResult result, RungStatus rung) {}

    /** Returns how each tier that was reached ended. */
    Map<Tier, TierEnd> ended() {
        return Map.copyOf(ended);
    }

    /** Makes the app ready for its first tier: what goes wrong in that by the recipe's fault has failed to install. */
    void install(Runnable work) {
        var began = System.nanoTime();
        installing = Optional.of(began);
        try {
            work.run();
        } catch (RunException e) {
            fail(Tier.INSTALL, e, List.of(), began);
            throw e;
        }
    }

    /**
     * Takes the app through every tier, in order.
     *
     * @param functional the last of them
     * @param picture is told when there is something to see, and when the last tier is next
     * @throws RunException of usage when every tier was left out: that must not look like a pass
     */
    void go(RunContext app, TierStep functional, PictureStage picture) {
        picture.appIsUp();
        run(new InstallTier(), app);
        run(new UpgradeTier(), app);
        var snapshot = new AtomicReference<Optional<Snapshot>>(Optional.empty());
        run(Tier.BACKUP, app, live -> {
            var backup = new BackupTier().on(live);
            snapshot.set(backup.snapshot());
            return backup.outcome();
        });
        run(Tier.RESTORE, app, live -> RestoreTier.on(live, snapshot.get()));
        picture.begin(app);
        run(functional, app);
        requireSomethingTested();
    }

    private void run(TierStep body, RunContext app) {
        run(body.tier(), app, body::on);
    }

    private void run(Tier tier, RunContext app, Function<RunContext, TierOutcome> body) {
        var began = tier == Tier.INSTALL ? installing.orElseGet(System::nanoTime) : System.nanoTime();
        var asserted = new ArrayList<Assertion>();
        try {
            stages.tier(RunStage.of(tier), () -> {
                var outcome = outcome(tier, body, app);
                asserted.addAll(outcome.match(Asserted::assertions, skipped -> List.of()));
                requireHeld(asserted, app);
                ended.put(tier, outcome.match(done -> passed(tier, done, began), skipped -> skipped(tier, skipped)));
                return outcome;
            });
        } catch (RunException e) {
            fail(tier, e, asserted, began);
            throw e;
        }
    }

    private void requireSomethingTested() {
        if (ended.values().stream().noneMatch(one -> one.result().status() == TierStatus.PASS)) {
            throw RunException.usage(
                    "nothing was tested: every tier was left out",
                    ended.values().stream()
                            .map(one -> one.result().tier().code() + ": "
                                    + one.result().reason().orElse(""))
                            .toList());
        }
    }

    private TierOutcome outcome(Tier tier, Function<RunContext, TierOutcome> body, RunContext app) {
        if (!selection.has(tier)) {
            return new Skipped("not selected (--stages)", false);
        }
        return app.files()
                .settings()
                .expectedNotApplicable(tier)
                .<TierOutcome>map(reason -> new Skipped(reason, true))
                .orElseGet(() -> body.apply(app));
    }

    private static void requireHeld(List<Assertion> assertions, RunContext app) {
        assertions.stream().filter(assertion -> !assertion.held()).findFirst().ifPresent(assertion -> {
            throw RunException.recipe(
                    "assertion failed: " + assertion.name() + ": "
                            + assertion.message().orElse(""),
                    app.deployment().diagnosis());
        });
    }

    private static TierEnd passed(Tier tier, Asserted done, long began) {
        return new TierEnd(
                new TierResult(tier, TierStatus.PASS, Optional.empty(), since(began), done.assertions()),
                RungStatus.PASS);
    }

    private static TierEnd skipped(Tier tier, Skipped skipped) {
        return new TierEnd(
                new TierResult(tier, TierStatus.SKIP, Optional.of(skipped.reason()), Duration.ZERO, List.of()),
                skipped.onPurpose() ? RungStatus.SKIP : RungStatus.UNVER);
    }

    /** Only what is the recipe's fault is a failed tier. */
    private void fail(Tier tier, RunException fault, List<Assertion> asserted, long began) {
        if (fault.exit() == ExitCode.FAILED) {
            var reason = Optional.of(fault.getMessage());
            var assertions = asserted.isEmpty()
                    ? List.of(new Assertion("the " + tier.code() + " itself succeeds", false, reason))
                    : asserted;
            ended.put(
                    tier,
                    new TierEnd(
                            new TierResult(tier, TierStatus.FAIL, reason, since(began), assertions), RungStatus.FAIL));
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
