package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.base.SampleChange;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.PreviousRepair;
import coop.ccci.harness.dependency.ProvidedApps;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.ScratchClone;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.socket.DockerGate;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DeployedServices;
import coop.ccci.harness.swarm.PulledImages;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.tier.DeploymentWaiter;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.UpgradeTier;
import coop.ccci.harness.traefik.RouteDiagnosis;
import java.util.List;
import java.util.Optional;

/**
 * Makes all that acts on the apps of one recipe in a run, the one under test or one that it needs; nothing on the swarm is
 * touched.
 *
 * @param recipe the recipe
 * @param files what its folder holds
 * @param plan what the run is to do
 * @param tools what the run works with
 * @param provided what the recipe needs itself, which is there already
 */
record AppPreparation(RecipeName recipe, RecipeFiles files, Plan plan, RunTools tools, ProvidedApps provided) {
    /**
     * Names an app.
     *
     * @param commit what is deployed, or tested by it
     * @param part what it is in the run, for example {@code fresh}
     */
    RunApp name(Commit commit, String part) {
        return RunApp.named(
                recipe,
                plan.settings().zone(),
                List.of(
                        recipe.value(),
                        tools.folder().id().toString(),
                        commit.value(),
                        part,
                        tools.folder().directory().path().toAbsolutePath().toString()));
    }

    /** Makes all that the stages of an app need. */
    RunContext live(RunApp named, AppHost host) {
        var request = tools.request();
        var abraFolder = abraFolder();
        var deployed = new DeployedServices(host.docker());
        host.gate().admit(named);
        return new RunContext(
                named,
                abraFolder.recipe(recipe),
                files,
                new Abra(
                        plan.abra(),
                        abraFolder,
                        plan.environmentOfAbra(request),
                        host.gate().around(tools.programs()),
                        tools.stopwatch(),
                        app -> host.gate().requireAsJudged(app, deployed)),
                new DeploymentWaiter(
                        named,
                        files.settings(),
                        host.swarm(),
                        plan.probe(),
                        new RouteDiagnosis(named, deployed, abraFolder.recipe(recipe), tools.masker()::mask),
                        tools.recorder(),
                        tools.stopwatch()),
                host.swarm(),
                host.docker(),
                pulled(plan, tools),
                new Containers(host.docker()),
                new Hooks(
                        recipe,
                        files.folder(),
                        named,
                        abraFolder,
                        provided.variables(),
                        request.environment(),
                        ownPrograms(host.gate()),
                        tools.deadline()),
                provided,
                tools.folder().directory().path(),
                tools.recorder(),
                tools.deadline());
    }

    /** Returns what starts the folder's hooks and tests: those of a pull request see of Docker what its abra does. */
    ProcessRunner ownPrograms(DockerGate gate) {
        return files.isOwn() ? gate.around(tools.programs()) : tools.programs();
    }

    /**
     * Makes ready to bring an app up.
     *
     * @param isUnderTest whether what is deployed is the commit under test, and neither its base nor what it needs
     * @param repair what is laid over it besides what is laid over every deploy
     */
    AppDeployer installer(RunContext live, Checkout first, boolean isUnderTest, Optional<ComposeOverlay> repair) {
        return new AppDeployer(
                recipe,
                live,
                first,
                isUnderTest,
                repair,
                abraFolder(),
                plan.settings().zone(),
                tools.masker(),
                tools.timeouts().ingress());
    }

    /**
     * Returns what repairs the base of the upgrade, where that is the version which the recipe's folder repairs; where it is
     * another, that is told.
     */
    Optional<ComposeOverlay> repair(History history, Checkout base) {
        var repaired = files.previous().filter(repair -> history.version(repair.version())
                .map(history.versions()::get)
                .filter(base.commit()::equals)
                .isPresent());
        if (repaired.isEmpty()) {
            files.previous().ifPresent(repair -> tools.recorder()
                    .note(
                            RunStage.FETCH.code(),
                            "previous/ is for " + repair.version() + ", and the upgrade begins at "
                                    + history.versionOf(base.commit())
                                            .map(version -> version.tag())
                                            .orElseGet(() -> base.commit().abbreviated())
                                    + ": nothing of it is laid; where nobody upgrades from "
                                    + repair.version() + " any more, take it away"));
        }
        return repaired.map(PreviousRepair::overlay);
    }

    /** Makes ready to upgrade. */
    UpgradeTier upgrade(History history, SampleChange change) {
        return new UpgradeTier(history.checkout(), change, abraFolder(), tools.masker());
    }

    /** Makes ready to tear an app down. */
    Teardown teardown(AppHost host) {
        return teardown(host, abraFolder(), tools.stopwatch());
    }

    /**
     * As the other, beside its successor, with a folder of abra's own (two in one checkout corrupt it); empty without one.
     *
     * @param checkout the recipe, to be cloned there
     */
    Optional<Teardown> teardownBeside(TestedApp app, Checkout checkout, AppHost host) {
        var settings = plan.settings();
        var place = tools.folder()
                .directory()
                .path()
                .resolve("abra-of-" + app.code().replace(' ', '-'));
        try {
            var own = AbraFolder.make(place, settings.abra(), settings.abraServer());
            ScratchClone.of(checkout, own.recipe(recipe), tools.deadline());
            return Optional.of(teardown(host, own, new Stopwatch()));
        } catch (RunException | CancelledException e) {
            tools.recorder().log("the apps do not overlap: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Teardown teardown(AppHost host, AbraFolder abraFolder, Stopwatch watch) {
        var gated = host.gate().around(tools.programs());
        var abra = new Abra(plan.abra(), abraFolder, plan.environmentOfAbra(tools.request()), gated, watch);
        return new Teardown(host.swarm(), abra, plan.servers(), tools.timeouts().teardown(), tools.recorder(), watch);
    }

    private AbraFolder abraFolder() {
        return tools.abra(plan.settings());
    }

    /** Returns what remembers which images came to this machine for runs. */
    static PulledImages pulled(Plan plan, RunTools tools) {
        return new PulledImages(plan.settings().state().resolve("images"), tools.clock(), tools.recorder()::log);
    }
}
