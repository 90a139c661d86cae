package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.functional.FunctionalTier;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.process.BackgroundTask;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.teardown.TeardownOutcome;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import coop.ccci.harness.tier.UpgradeTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes apps through their plans and away again. Each is locked and registered before anything of it is made, and torn down
 * however it went; the next one begins only when nothing of it is left, unless the settings let the two overlap. Closing
 * waits for those that are still being torn down.
 */
final class AppPassage implements AppsOfRun.Passage, AutoCloseable {
    private final AppBasis basis;
    private final AppTiers tiers;
    private final AppPreparation preparation;
    private final StageRunner stages;
    private final List<AppListener> listeners;
    private final Fold fold;
    private final List<BackgroundTask<TeardownOutcome>> departing = new ArrayList<>();

    /**
     * The tiers that are the recipe's own affair; the others are alike for all recipes.
     *
     * @param upgrade upgrades an app to the commit
     * @param functional the recipe's own checks and tests
     * @param leftOut returns why a tier is left out; empty where it is not
     * @param lapse returns what an app that this one depends on has failed in since; empty where all run
     * @param kept leaves up what failed, where somebody asked for it
     */
    record AppTiers(
            UpgradeTier upgrade,
            FunctionalTier functional,
            Function<Tier, Optional<Skipped>> leftOut,
            Supplier<Optional<String>> lapse,
            KeptApps kept) {}

    /** Makes ready; each app is told to the listeners, and goes into the fold. */
    AppPassage(
            AppBasis basis,
            AppTiers tiers,
            AppPreparation preparation,
            StageRunner stages,
            List<AppListener> listeners,
            Fold fold) {
        this.basis = basis;
        this.tiers = tiers;
        this.preparation = preparation;
        this.stages = stages;
        this.listeners = List.copyOf(listeners);
        this.fold = fold;
    }

    @Override
    public Optional<RunException> take(AppPlan app, boolean isLast) {
        var host = basis.host();
        var path = fold.state().path();
        var first = first(app, path);
        var named = preparation.name(basis.history().commit(), app.app().code());
        var live = preparation.live(named, host);
        var isUnderTest = app.app() != TestedApp.UPGRADED;
        var repair = isUnderTest ? Optional.<ComposeOverlay>empty() : preparation.repair(basis.history(), first);
        var installer = preparation.installer(live, first, isUnderTest, repair);
        var run = new AppRun(
                app,
                new AppStages(app.app(), live, installer, first, path, tiers.upgrade(), tiers.functional()),
                stages,
                tiers.leftOut(),
                tiers.lapse(),
                listeners,
                fold);
        var lock = host.locks().take(named);
        listeners.forEach(listener -> listener.begun(app.app(), named));
        Optional<RunException> unusable = Optional.empty();
        var isOver = true;
        var isToBeKept = false;
        try {
            unusable = run.go();
            isOver = isLast && unusable.isEmpty();
        } catch (RunException e) {
            isToBeKept = tiers.kept().isFor(run.state());
            throw e;
        } finally {
            var ends = isOver;
            try {
                listeners.forEach(listener -> listener.leaving(app, live, run.state(), ends));
            } finally {
                if (!isToBeKept || !tiers.kept().keep(named, lock)) {
                    leave(app, named, lock, ends);
                }
            }
        }
        return unusable;
    }

    private Checkout first(AppPlan app, UpgradePath path) {
        return switch (app.app()) {
            case FRESH, SECOND_FRESH -> basis.history().checkout();
            case UPGRADED -> path.base().map(UpgradePath.From::checkout).orElseThrow();
        };
    }

    /**
     * Tears the app down, and frees its lock.
     *
     * @throws RunException of the environment when something of it is left, and another app was to come
     */
    private void leave(AppPlan app, RunApp named, AppLocks.Held lock, boolean isOver) {
        if (basis.plan().mayOverlap() && !isOver) {
            var beside = preparation.teardownBeside(app.app(), basis.history().checkout(), basis.host());
            if (beside.isPresent()) {
                departing.add(BackgroundTask.begin("teardown", () -> tearDown(app, named, lock, beside.get())));
                return;
            }
        }
        var outcome = tearDown(app, named, lock, preparation.teardown(basis.host()));
        if (!isOver && !outcome.isClean()) {
            throw RunException.environment(outcome.describe());
        }
    }

    private TeardownOutcome tearDown(AppPlan app, RunApp named, AppLocks.Held lock, Teardown work) {
        return new AppTeardown(stages)
                .of(
                        app.name(RunStage.TEARDOWN),
                        named,
                        lock,
                        work,
                        outcome -> listeners.forEach(listener -> listener.left(app.app(), outcome)));
    }

    @Override
    public void close() {
        departing.forEach(BackgroundTask::end);
    }
}
