package coop.ccci.harness.run;

import coop.ccci.contract.DependencyResult;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.git.History;
import coop.ccci.harness.report.KeptAppGuide;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.TeardownOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run has found out so far. It never changes: whatever is found out makes the next one, and the results are made
 * of the last.
 *
 * @param settings what was asked for; empty until it is known to make sense
 * @param history the recipe's repository; empty until it was fetched
 * @param path where the upgrade begins
 * @param lint what linting came to
 * @param apps every app that was begun
 * @param deployed the apps that were deployed afresh, once for each time
 * @param tiers how each tier ended that was reached
 * @param teardown how tearing down has ended so far; empty when nothing had been made
 * @param kept the apps that were left up on purpose, and how somebody looks into them
 * @param needed the apps that the one under test depends on, and what became of them
 * @param isPictured whether a picture of the app was kept
 * @param isLeaking whether a secret stood where it must not, or it could not be told
 */
record RunState(
        Optional<RunSettings> settings,
        Optional<History> history,
        UpgradePath path,
        Optional<Lint> lint,
        Map<TestedApp, RunApp> apps,
        List<TestedApp> deployed,
        Map<Tier, TierEnd> tiers,
        Optional<TeardownOutcome> teardown,
        List<KeptAppGuide> kept,
        List<DependencyResult> needed,
        boolean isPictured,
        boolean isLeaking) {

    /** Copies what could change. */
    RunState {
        apps = Map.copyOf(apps);
        deployed = List.copyOf(deployed);
        tiers = Map.copyOf(tiers);
        kept = List.copyOf(kept);
        needed = List.copyOf(needed);
    }

    /** Nothing is known. */
    static RunState first() {
        return new RunState(
                Optional.empty(),
                Optional.empty(),
                new UpgradePath.None("the run ended before the recipe was fetched"),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                false);
    }

    /** What was asked for makes sense. */
    RunState accepted(RunSettings what) {
        return with(next -> next.settings = Optional.of(what));
    }

    /** The recipe was fetched, and where its upgrade begins is known. */
    RunState fetched(History recipe, UpgradePath from) {
        return with(next -> {
            next.history = Optional.of(recipe);
            next.path = from;
        });
    }

    /** The recipe was linted, or it is known why not. */
    RunState linted(Lint said) {
        return with(next -> next.lint = Optional.of(said));
    }

    /** An app is about to be made and taken through tiers. */
    RunState begun(TestedApp app, RunApp named) {
        return with(next -> next.apps.put(app, named));
    }

    /** An app is deployed afresh. */
    RunState deployed(TestedApp app) {
        return with(next -> next.deployed.add(app));
    }

    /** A tier ended, or more was seen of one that had ended. */
    RunState ended(TierEnd end) {
        return with(next -> next.tiers.merge(end.result().tier(), end, TierEnd::and));
    }

    /** An app was torn down; nothing is left only when nothing is left of any. */
    RunState tornDown(TeardownOutcome outcome) {
        var leftovers = new ArrayList<String>();
        teardown.ifPresent(earlier -> leftovers.addAll(earlier.leftovers()));
        leftovers.addAll(outcome.leftovers());
        var all = new TeardownOutcome(
                leftovers, teardown.flatMap(TeardownOutcome::fault).or(outcome::fault));
        return with(next -> next.teardown = Optional.of(all));
    }

    /** An app was left up on purpose. */
    RunState kept(KeptAppGuide one) {
        return with(next -> next.kept.add(one));
    }

    /** An app that the one under test depends on was deployed, or could not be. */
    RunState needed(DependencyResult one) {
        return with(next -> next.needed.add(one));
    }

    /** A picture of the app was kept. */
    RunState pictured() {
        return with(next -> next.isPictured = true);
    }

    /** A secret stood where it must not, or it could not be told. */
    RunState leaked() {
        return with(next -> next.isLeaking = true);
    }

    private RunState with(Consumer<Draft> change) {
        var next = new Draft(this);
        change.accept(next);
        return next.state();
    }

    /** The next state while it is made. */
    private static final class Draft {
        private Optional<RunSettings> settings;
        private Optional<History> history;
        private UpgradePath path;
        private Optional<Lint> lint;
        private final Map<TestedApp, RunApp> apps;
        private final List<TestedApp> deployed;
        private final Map<Tier, TierEnd> tiers;
        private Optional<TeardownOutcome> teardown;
        private final List<KeptAppGuide> kept;
        private final List<DependencyResult> needed;
        private boolean isPictured;
        private boolean isLeaking;

        Draft(RunState state) {
            settings = state.settings;
            history = state.history;
            path = state.path;
            lint = state.lint;
            apps = new HashMap<>(state.apps);
            deployed = new ArrayList<>(state.deployed);
            tiers = new HashMap<>(state.tiers);
            teardown = state.teardown;
            kept = new ArrayList<>(state.kept);
            needed = new ArrayList<>(state.needed);
            isPictured = state.isPictured;
            isLeaking = state.isLeaking;
        }

        RunState state() {
            return new RunState(
                    settings,
                    history,
                    path,
                    lint,
                    apps,
                    deployed,
                    tiers,
                    teardown,
                    kept,
                    needed,
                    isPictured,
                    isLeaking);
        }
    }
}
