package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The apps of a run, one after the other, and what is done with each: the whole order of a run as data.
 *
 * @param apps in order
 * @param insteadOfUpgraded what takes the place of the upgraded app when its base cannot be deployed; nothing where
 *     nothing is left to verify then
 */
record Itinerary(List<AppPlan> apps, List<AppPlan> insteadOfUpgraded) {
    /** What comes before the first app. */
    static final List<RunStage> BEFORE =
            List.of(RunStage.RECIPE_FILES, RunStage.COMPILE, RunStage.FETCH, RunStage.LINT, RunStage.JANITOR);

    private static final List<RunStage> SETUP =
            List.of(RunStage.PREPARE, RunStage.PREPULL, RunStage.DEPLOY, RunStage.CONVERGE, RunStage.SERVE);

    /** Copies what could change. */
    Itinerary {
        apps = List.copyOf(apps);
        insteadOfUpgraded = List.copyOf(insteadOfUpgraded);
    }

    /**
     * Where the upgrade has a base, the commit is installed from nothing first, and goes; then the base comes, is upgraded
     * and taken through the rest. Where it has none, the one fresh app goes through everything. The fresh app is left out
     * where somebody selected stages that do not need it.
     *
     * @param selected the tiers that were asked for
     * @param hasBase whether there is something to upgrade from
     * @param functionalFresh whether the recipe's own tests run on the fresh app too
     */
    static Itinerary of(Set<Tier> selected, boolean hasBase, boolean functionalFresh) {
        if (!hasBase) {
            return new Itinerary(List.of(plan(TestedApp.FRESH, EnumSet.allOf(Tier.class))), List.of());
        }
        var apps = new ArrayList<AppPlan>();
        if (selected.contains(Tier.INSTALL)) {
            apps.add(plan(
                    TestedApp.FRESH,
                    functionalFresh && selected.contains(Tier.FUNCTIONAL)
                            ? EnumSet.of(Tier.INSTALL, Tier.FUNCTIONAL)
                            : EnumSet.of(Tier.INSTALL)));
        }
        var after = EnumSet.of(Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL);
        var upgraded = EnumSet.copyOf(after);
        upgraded.add(Tier.UPGRADE);
        apps.add(plan(TestedApp.UPGRADED, upgraded));
        var instead = after.stream().anyMatch(selected::contains)
                ? List.of(plan(TestedApp.SECOND_FRESH, after))
                : List.<AppPlan>of();
        return new Itinerary(apps, instead);
    }

    private static AppPlan plan(TestedApp app, Set<Tier> tiers) {
        var through =
                java.util.Arrays.stream(Tier.values()).filter(tiers::contains).map(RunStage::of);
        return new AppPlan(
                app,
                Stream.of(SETUP.stream(), through, Stream.of(RunStage.LAST_LOOK))
                        .flatMap(part -> part)
                        .collect(Collectors.toList()));
    }
}
