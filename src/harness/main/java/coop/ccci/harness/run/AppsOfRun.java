package coop.ccci.harness.run;

import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The apps of a run, one after the other, by its itinerary.
 *
 * @param selection the tiers that were asked for
 * @param settings the recipe's
 * @param path where the upgrade begins
 * @param fold the run's state
 * @param recorder is told what is not verified
 */
record AppsOfRun(Selection selection, RecipeSettings settings, UpgradePath path, Fold fold, Recorder recorder) {
    /** Takes one app through its plan, and away again. */
    interface Passage {
        /**
         * Goes.
         *
         * @param isLast whether no other is planned after it
         * @return why the base of the upgrade could not be deployed; empty when all went well
         * @throws RunException when the recipe, or the machine, does not do what it should
         */
        Optional<RunException> take(AppPlan app, boolean isLast);
    }

    /**
     * Goes through all of them.
     *
     * @throws RunException the first thing that went wrong; of usage when every tier was left out, which must not look like
     *     a pass
     */
    void go(Passage passage) {
        var wanted = Arrays.stream(Tier.values())
                .filter(tier -> leftOut(tier).isEmpty())
                .collect(Collectors.toSet());
        var itinerary = Itinerary.of(wanted, path.base().isPresent(), settings.functionalFresh());
        var coming = new ArrayDeque<>(itinerary.apps());
        leaveOut(itinerary.apps());
        while (!coming.isEmpty()) {
            var next = coming.poll();
            var unusable = passage.take(next, coming.isEmpty());
            if (unusable.isPresent()) {
                notVerified(unusable.get());
                coming.addAll(itinerary.insteadOfUpgraded());
                leaveOut(itinerary.insteadOfUpgraded());
            }
        }
        requireOnceEach();
        requireSomethingTested();
    }

    /**
     * Not one app is deployed, because what they all depend on is not there.
     *
     * @param failure why, for people
     */
    void notRun(String failure) {
        for (var tier : Tier.values()) {
            var why = leftOut(tier).orElseGet(() -> new Skipped("not run, dependency failed: " + failure, false));
            fold.next(state -> state.ended(TierEnd.skipped(tier, why)));
        }
    }

    /** Returns why a tier is not gone through; empty when it is. */
    Optional<Skipped> leftOut(Tier tier) {
        return selection.has(tier)
                ? settings.expectedNotApplicable(tier).map(reason -> new Skipped(reason, true))
                : Optional.of(new Skipped("not selected (--stages)", false));
    }

    /** What no app is taken through is told too. */
    private void leaveOut(List<AppPlan> apps) {
        for (var tier : Tier.values()) {
            if (apps.stream().noneMatch(app -> app.has(tier))
                    && !fold.state().tiers().containsKey(tier)) {
                leftOut(tier).ifPresent(skipped -> fold.next(state -> state.ended(TierEnd.skipped(tier, skipped))));
            }
        }
    }

    /** A base that cannot be deployed fails nobody: the upgrade is not verified, and all else is. */
    private void notVerified(RunException fault) {
        var reason = "the base of the upgrade, "
                + path.base().map(from -> from.choice().version()).orElse("") + ", cannot be deployed: "
                + fault.getMessage() + ". So the upgrade is not verified; give recipe.yml another upgrade.base, or say"
                + " under expected_na.upgrade why there is none";
        recorder.note(Tier.UPGRADE.code(), reason);
        fold.next(state -> state.ended(TierEnd.skipped(Tier.UPGRADE, new Skipped(reason, false))));
    }

    private void requireOnceEach() {
        var deployed = fold.state().deployed();
        if (deployed.stream().distinct().count() < deployed.size()) {
            throw RunException.environment(
                    "an app was deployed more than once (" + deployed + "): this is a defect of cc-ci");
        }
    }

    private void requireSomethingTested() {
        var ended = fold.state().tiers().values();
        if (ended.stream().noneMatch(one -> one.rung() == RungStatus.PASS)) {
            throw RunException.usage(
                    "nothing was tested: every tier was left out",
                    ended.stream()
                            .map(one -> one.result().tier().code() + ": "
                                    + one.result().reason().orElse(""))
                            .toList());
        }
    }
}
