package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.base.SampleChange;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.dependency.ProvidedApps;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.TierOutcome;
import coop.ccci.host.FileTrees;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The one app of a watch: it is made once, and deployed and tested as often as somebody changes something. Closing takes it away. */
final class WatchedApp implements AutoCloseable {
    private static final UpgradePath NO_UPGRADE = new UpgradePath.None("nothing is upgraded while a recipe is watched");

    private final RecipeName recipe;
    private final RunTools tools;
    private final StageRunner stages;
    private final AppHost host;
    private final ProvidedApps provided;
    private final Fold fold;
    private Optional<Made> made = Optional.empty();
    private int turns;

    WatchedApp(RecipeName recipe, RunTools tools, StageRunner stages, AppHost host, ProvidedApps provided, Fold fold) {
        this.recipe = recipe;
        this.tools = tools;
        this.stages = stages;
        this.host = host;
        this.provided = provided;
        this.fold = fold;
    }

    /** What exists from the moment on at which the app is registered. */
    private record Made(RunApp named, AppLocks.Held lock, Teardown teardown) {}

    /** Returns where it is; empty until it is made. */
    Optional<String> where() {
        return made.map(app -> "https://" + app.named().domain() + "/");
    }

    /**
     * Brings the app to what the recipe and its folder are now, and takes it through the tiers that were asked for.
     *
     * @param deploy whether anything but the recipe's tests has changed
     * @param deployed is told when it is deployed, whatever becomes of its tiers
     * @throws RunException of usage when a file is wrong, of the recipe when something does not hold
     */
    void come(Commit commit, boolean deploy, Runnable deployed) {
        var tests = tools.folder().directory().path().resolve("tests-" + ++turns);
        try (var plan = stages.run(
                RunStage.RECIPE_FILES, () -> Plan.of(tools.request(), recipe, tests, tools.masker()), Plan::describe)) {
            var compiled = plan.tests()
                    .sources()
                    .map(sources ->
                            stages.run(RunStage.COMPILE, () -> plan.tests().compile(sources), CompiledTests::describe));
            var history = fetched(plan, commit);
            var making = new AppPreparation(recipe, plan.files(), plan, tools, provided);
            var named = made.map(Made::named).orElseGet(() -> making.name(commit, "watched"));
            var live = making.live(named, host);
            var functional = plan.functional(
                    compiled,
                    tools.request(),
                    tools.timeouts().checks(),
                    tools.programs(),
                    tools.stopwatch(),
                    said -> {});
            var installer = making.installer(live, history.checkout(), true, Optional.empty());
            var bodies = new AppStages(
                    TestedApp.FRESH,
                    live,
                    installer,
                    history.checkout(),
                    NO_UPGRADE,
                    making.upgrade(history, SampleChange.NONE),
                    functional);
            if (made.isEmpty()) {
                register(named, making.teardown(host));
            }
            if (deploy) {
                bringUp(
                        installer,
                        live,
                        Files.exists(tools.abra(plan.settings()).envFile(named)));
                deployed.run();
            } else {
                live.deployment().converge(tools.deadline());
            }
            goThroughTiers(plan, bodies);
        }
    }

    private void register(RunApp named, Teardown teardown) {
        var lock = host.locks().take(named);
        made = Optional.of(new Made(named, lock, teardown));
        fold.next(state -> state.begun(TestedApp.FRESH, named));
    }

    /** A repository of its own at exactly this state, where abra looks for it. */
    private History fetched(Plan plan, Commit commit) {
        var settings = plan.settings();
        var abra = tools.abra(settings);
        var place = abra.recipe(recipe);
        return stages.run(
                RunStage.FETCH,
                () -> {
                    if (Files.exists(place)) {
                        FileTrees.delete(place);
                    }
                    var history = new Clone(settings.source(), Optional.of(commit), Optional.empty())
                            .into(place, tools.deadline());
                    new FetchedRecipe(recipe, plan.files(), settings.source(), abra, sentence -> tools.recorder()
                                    .note(RunStage.FETCH.code(), sentence))
                            .check(history, NO_UPGRADE);
                    return history;
                },
                history -> "as it is in the folder");
    }

    private void bringUp(AppDeployer installer, RunContext live, boolean isMade) {
        var prepared = stages.run(
                RunStage.PREPARE,
                () -> live.byAbra(() -> isMade ? installer.renew() : installer.prepare()),
                AppDeployer.Prepared::told);
        stages.run(RunStage.PREPULL, () -> installer.prepull(prepared.names()), told -> told);
        stages.run(RunStage.DEPLOY, () -> live.byAbra(installer::deploy), told -> told);
        stages.run(RunStage.CONVERGE, installer::converge, told -> told);
        stages.run(RunStage.SERVE, () -> live.deployment().serve(live.deadline()), told -> told);
    }

    private void goThroughTiers(Plan plan, AppStages bodies) {
        var state = AppState.first();
        for (var tier : Tier.values()) {
            if (!plan.settings().selection().has(tier) || tier == Tier.UPGRADE) {
                continue;
            }
            var before = state;
            var after = new AtomicReference<>(state);
            stages.tier(RunStage.of(tier).code(), () -> {
                var tried = bodies.tier(tier, before);
                after.set(tried.state());
                require(tried.outcome().match(TierOutcome.Asserted::assertions, none -> List.of()));
                return tried.outcome();
            });
            state = after.get();
        }
    }

    private void require(List<Assertion> assertions) {
        var broken = assertions.stream().filter(assertion -> !assertion.held()).toList();
        if (!broken.isEmpty()) {
            throw RunException.recipe(
                    TierEnd.failure(broken.get(0)),
                    broken.stream().skip(1).map(TierEnd::failure).toList());
        }
    }

    @Override
    public void close() {
        made.ifPresent(app -> new AppTeardown(stages)
                .of(
                        RunStage.TEARDOWN.code(),
                        app.named(),
                        app.lock(),
                        app.teardown(),
                        outcome -> fold.next(state -> state.tornDown(outcome))));
    }
}
