package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.functional.FunctionalTier;
import coop.ccci.harness.functional.TestSources;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.BackupTier;
import coop.ccci.harness.tier.InstallTier;
import coop.ccci.harness.tier.RestoreTier;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.TierOutcome;
import coop.ccci.harness.tier.TierOutcome.Asserted;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import coop.ccci.harness.tier.UpgradeTier;

/**
 * What each stage does with an app: takes its state, does the one thing, and gives the next state.
 *
 * @param which the app
 * @param live the app and all that acts on it
 * @param installer brings it up
 * @param first what is deployed
 * @param path where the upgrade begins
 * @param upgrade upgrades it to the commit
 * @param functional the recipe's own checks and tests
 */
record AppStages(
        TestedApp which,
        RunContext live,
        AppDeployer installer,
        Checkout first,
        UpgradePath path,
        UpgradeTier upgrade,
        FunctionalTier functional) {
    /**
     * What a stage came to that is no tier's.
     *
     * @param state the next
     * @param told one sentence for people
     */
    record Deployed(AppState state, String told) {}

    /**
     * What a tier came to.
     *
     * @param state the next
     * @param outcome what was asserted, held or not, or why nothing was
     */
    record Tried(AppState state, TierOutcome outcome) {}

    /** Does one of the stages by which an app is deployed from nothing. */
    Deployed deploy(RunStage stage, AppState state) {
        if (stage == RunStage.PREPARE) {
            var prepared = live.byAbra(installer::prepare);
            return new Deployed(state.with(prepared.names()), prepared.told());
        }
        return new Deployed(state, deployFurther(stage, state));
    }

    private String deployFurther(RunStage stage, AppState state) {
        return switch (stage) {
            case PREPULL -> installer.prepull(state.names());
            case DEPLOY -> live.byAbra(installer::deploy);
            case CONVERGE -> installer.converge();
            case SERVE -> serve();
            case RECIPE_FILES, COMPILE, FETCH, LINT, JANITOR, PREPARE, INSTALL, UPGRADE, BACKUP, RESTORE ->
                throw none(stage);
            case FUNCTIONAL, LAST_LOOK, SCREENSHOT, TEARDOWN, SCAN -> throw none(stage);
        };
    }

    private static IllegalStateException none(RunStage stage) {
        return new IllegalStateException(stage.code() + " deploys nothing");
    }

    /** A base is no tier's to assert on; it must be what an operator has before the upgrade says anything. */
    private String serve() {
        var told = live.deployment().serve(live.deadline());
        if (which == TestedApp.UPGRADED) {
            InstallTier.deployed(live, first.commit()).stream()
                    .filter(assertion -> !assertion.held())
                    .findFirst()
                    .ifPresent(broken -> {
                        throw RunException.recipe(
                                TierEnd.failure(broken), live.deployment().diagnosis());
                    });
        }
        return told;
    }

    /** Takes the app through a tier: what is asserted of every recipe, then the recipe's own tests of the tier. */
    Tried tier(Tier tier, AppState state) {
        var tried = generic(tier, state);
        return tier == Tier.FUNCTIONAL
                ? tried
                : new Tried(
                        tried.state(),
                        tried.outcome().match(done -> withTests(tier, done), none -> withoutTests(tier, none)));
    }

    /** Who wrote tests for a tier would else think that they passed. */
    private TierOutcome withoutTests(Tier tier, Skipped none) {
        if (functional.has(tier)) {
            live.recorder().note(tier.code(), TestSources.file(tier) + " did not run: " + none.reason());
        }
        return none;
    }

    /** Tests that are told something false about the app by what failed before them would only hide it. */
    private TierOutcome withTests(Tier tier, Asserted done) {
        if (!done.assertions().stream().allMatch(Assertion::held)) {
            return done;
        }
        return functional.tests(live, tier).after(done.assertions());
    }

    private Tried generic(Tier tier, AppState state) {
        return switch (tier) {
            case INSTALL -> new Tried(state, InstallTier.on(live, first.commit(), () -> functional.checks(live)));
            case UPGRADE ->
                new Tried(state, path.match(from -> upgrade.on(live), none -> new Skipped(none.reason(), false)));
            case BACKUP -> {
                var backup = new BackupTier().on(live, installer.uselessLabels());
                yield new Tried(state.with(backup.snapshot()), backup.outcome());
            }
            case RESTORE -> new Tried(state, RestoreTier.on(live, state.snapshot()));
            case FUNCTIONAL -> new Tried(state, functional.on(live));
        };
    }
}
