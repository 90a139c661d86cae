package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.DependencyResult;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.dependency.NeededRecipe;
import coop.ccci.harness.dependency.ProvidedApp;
import coop.ccci.harness.dependency.ProvidedApps;
import coop.ccci.harness.dependency.ProvidedCredentials;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.DockerGate;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.tier.InstallTier;
import coop.ccci.harness.tier.RunContext;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The apps that the one under test depends on: each is deployed before it, at its newest published version, as an app of this
 * run. Closing tears them down, the last first. Whatever goes wrong with one is the fault of the machine, and never of the
 * recipe under test.
 */
final class DependencyApps implements AutoCloseable {
    private static final String STAGE = "dependency-";

    private final Plan plan;
    private final RunTools tools;
    private final StageRunner stages;
    private final AppHost host;
    private final Fold fold;
    private final KeptApps kept;
    private final Deque<Standing> standing = new ArrayDeque<>();

    /**
     * Makes ready; nothing is deployed yet.
     *
     * @param kept what of the run is left up
     */
    DependencyApps(Plan plan, RunTools tools, StageRunner stages, AppHost host, Fold fold, KeptApps kept) {
        this.plan = plan;
        this.tools = tools;
        this.stages = stages;
        this.host = host;
        this.fold = fold;
        this.kept = kept;
    }

    /** One that was begun, and is to be torn down. */
    private record Standing(
            NeededRecipe needed,
            RunApp named,
            RunContext live,
            AppLocks.Held lock,
            DockerGate gate,
            Teardown teardown) {}

    /**
     * Deploys them, one after the other, until one of them fails: that is remembered as the first thing that went wrong, and
     * the run goes on with what does not need it.
     *
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    ProvidedApps provide() {
        var provided = ProvidedApps.NONE;
        for (var needed : plan.dependencies()) {
            var before = provided;
            var began = System.nanoTime();
            try {
                var one = stages.run(
                        STAGE + needed.recipe(),
                        () -> blameless(needed, () -> deployed(needed, before)),
                        app -> app.version() + " at " + app.domain());
                provided = provided.and(one);
                keep(needed, Optional.of(one), Optional.empty(), began);
            } catch (RunException e) {
                provided = provided.failed(e.getMessage());
                keep(needed, Optional.empty(), Optional.of(e.getMessage()), began);
                break;
            }
        }
        return provided;
    }

    /** Work that deploys one. */
    private interface Deployment {
        ProvidedApp run();
    }

    private static ProvidedApp blameless(NeededRecipe needed, Deployment work) {
        try {
            return work.run();
        } catch (RunException e) {
            throw RunException.environment(
                    "the dependency " + needed.recipe() + " cannot be deployed: " + e.getMessage(), e.details());
        }
    }

    private void keep(NeededRecipe needed, Optional<ProvidedApp> app, Optional<String> failure, long began) {
        var domain = app.map(ProvidedApp::domain).or(() -> Optional.ofNullable(standing.peek())
                .filter(last -> last.needed().equals(needed))
                .map(last -> last.named().domain()));
        fold.next(state -> state.needed(new DependencyResult(
                needed.recipe(),
                app.map(ProvidedApp::version),
                domain,
                failure,
                Duration.ofNanos(System.nanoTime() - began))));
    }

    private ProvidedApp deployed(NeededRecipe needed, ProvidedApps before) {
        var history = fetched(needed);
        var gate = RunGate.open(tools, plan.settings(), needed.recipe(), needed.files());
        var own = new AppHost(host.swarm(), host.docker(), host.locks(), gate);
        var preparation = new AppPreparation(needed.recipe(), needed.files(), plan, tools, before);
        var named = preparation.name(history.commit(), "dependency");
        var live = preparation.live(named, own);
        var lock = host.locks().take(named);
        standing.push(new Standing(needed, named, live, lock, gate, preparation.teardown(own)));
        bringUp(preparation.installer(live, history.checkout(), false, Optional.empty()), live, history.commit());
        var credentials = live.hooks().provide();
        tools.masker().add(ProvidedCredentials.secrets(credentials));
        return new ProvidedApp(needed.recipe(), version(history), named.domain(), named.stack(), credentials);
    }

    private static void bringUp(AppDeployer installer, RunContext live, Commit commit) {
        var prepared = live.byAbra(installer::prepare);
        installer.prepull(prepared.names());
        live.byAbra(installer::deploy);
        installer.converge();
        live.deployment().serve(live.deadline());
        InstallTier.deployed(live, commit).stream()
                .filter(assertion -> !assertion.held())
                .findFirst()
                .ifPresent(broken -> {
                    throw RunException.recipe(
                            TierEnd.failure(broken), live.deployment().diagnosis());
                });
    }

    /** Clones it, and puts its newest published version into the folder where abra looks for it. */
    private History fetched(NeededRecipe needed) {
        var recipe = needed.recipe();
        var abra = tools.abra(plan.settings());
        if (Files.exists(abra.recipe(recipe))) {
            throw RunException.usage("another recipe of this run is called " + recipe + " by its .env.sample");
        }
        var source = Plan.source(needed, tools.request());
        var whole = new Clone(source, Optional.empty(), Optional.empty()).into(abra.recipe(recipe), tools.deadline());
        var commit = Optional.ofNullable(whole.versions().lastEntry())
                .map(newest -> newest.getValue())
                .orElseGet(() -> {
                    note(needed, "it has published no version, so that the tip of its default branch is deployed");
                    return whole.commit();
                });
        var history = whole.at(commit);
        history.checkout().restore(tools.deadline());
        new FetchedRecipe(recipe, needed.files(), source, abra, sentence -> note(needed, sentence))
                .check(history, new UpgradePath.None("a dependency is not upgraded"));
        return history;
    }

    private void note(NeededRecipe needed, String sentence) {
        tools.recorder().note(STAGE + needed.recipe(), "of the dependency " + needed.recipe() + ": " + sentence);
    }

    private static String version(History history) {
        return history.versionOf(history.commit()).map(version -> version.tag()).orElseGet(() -> history.commit()
                .value());
    }

    /**
     * Returns which of them does not run any more as it did when it was deployed; empty where all do. What failed since may
     * have failed for that.
     */
    Optional<String> lapse() {
        return standing.stream()
                .flatMap(one -> one.live().deployment().lastLook(tools.deadline()).stream()
                        .filter(assertion -> !assertion.held())
                        .map(assertion -> "the dependency " + one.needed().recipe() + " did not go on running: "
                                + assertion.message().orElse(assertion.name())))
                .findFirst();
    }

    private void leave(Standing one) {
        if (kept.isAny() && kept.keep(one.named(), one.lock())) {
            return;
        }
        new AppTeardown(stages)
                .of(
                        STAGE + one.needed().recipe() + "-" + RunStage.TEARDOWN.code(),
                        one.named(),
                        one.lock(),
                        one.teardown(),
                        outcome -> fold.next(state -> state.tornDown(outcome)));
    }

    @Override
    public void close() {
        while (!standing.isEmpty()) {
            var one = standing.pop();
            try {
                leave(one);
            } finally {
                one.gate().close();
            }
        }
    }
}
