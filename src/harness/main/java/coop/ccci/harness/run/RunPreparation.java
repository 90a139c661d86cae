package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.base.FailedRuns;
import coop.ccci.harness.base.SampleChange;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.ScratchClone;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.lint.LintRung;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.retention.OldRuns;
import coop.ccci.harness.socket.DockerGate;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DeployedServices;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.ImagePruning;
import coop.ccci.harness.swarm.PulledImages;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.tier.DeploymentWaiter;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.UpgradeTier;
import coop.ccci.harness.traefik.RouteDiagnosis;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does what comes before the app of a run is made, up to the context for its tiers. What it finds out goes into the
 * state.
 */
final class RunPreparation {
    private final RecipeName recipe;
    private final RunFolder folder;
    private final Request request;
    private final Deadline deadline;
    private final Masker masker;
    private final Stopwatch stopwatch;
    private final Recorder recorder;
    private final ProcessRunner programs;
    private final Fold fold;
    private final RunTimeouts timeouts;
    private final Clock clock;

    RunPreparation(
            RecipeName recipe,
            RunFolder folder,
            Request request,
            Deadline deadline,
            Masker masker,
            Stopwatch stopwatch,
            Recorder recorder,
            ProcessRunner programs,
            Fold fold,
            RunTimeouts timeouts,
            Clock clock) {
        this.recipe = recipe;
        this.folder = folder;
        this.request = request;
        this.deadline = deadline;
        this.masker = masker;
        this.stopwatch = stopwatch;
        this.recorder = recorder;
        this.programs = programs;
        this.fold = fold;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    /** Reads what was asked for and the recipe's folder. */
    Plan plan() {
        var plan = Plan.of(request, recipe, folder.directory().path().resolve("tests"), masker);
        fold.next(state -> state.accepted(plan.settings()));
        plan.logins().problem().ifPresent(problem -> recorder.note(RunStage.RECIPE_FILES.code(), problem));
        recorder.log(plan.manifest());
        return plan;
    }

    /** Clones the recipe, and finds out where its upgrade begins. */
    History fetch(Plan plan) {
        var abra = AbraFolder.make(
                folder.directory().abra(),
                plan.settings().abra(),
                plan.settings().abraServer());
        var history = new Clone(
                        plan.settings().source(),
                        plan.settings().ref(),
                        plan.settings().pullRequest())
                .into(abra.recipe(recipe), deadline);
        var path = plan.path(history, failedRuns(plan.settings()), recipe, deadline);
        fold.next(state -> state.fetched(history, path));
        new FetchedRecipe(
                        recipe,
                        plan.files(),
                        plan.settings().source(),
                        abra,
                        sentence -> recorder.note(RunStage.FETCH.code(), sentence))
                .check(history, path);
        return history;
    }

    /**
     * Opens what abra sees of Docker. Without a filter there, whoever opened the pull request would reach the engine by
     * whatever the harness reads otherwise than abra and Docker; a run by hand is of a recipe that one knows.
     */
    DockerGate gate(Plan plan) {
        var settings = plan.settings();
        var checkout = abraFolder(plan).recipe(recipe);
        var wishes = new DockerGate.Wishes(
                RunSettings.dockerHost(request),
                settings.abraServer(),
                request.environment(),
                plan.files().settings().trusted(),
                DockerGate.rules(RunSettings.registries(request), settings.limits(), checkout));
        return new DockerGate(
                wishes,
                programs,
                deadline,
                told -> recorder.note(RunStage.DEPLOY.code(), "trusted, and so let through: " + told),
                recorder::log);
    }

    /**
     * Asks for the gate, before abra is called first.
     *
     * @throws RunException of the environment for a pull request where there is none
     */
    void requireGate(Plan plan, DockerGate gate) {
        gate.missing().ifPresent(reason -> {
            if (plan.settings().pullRequest().isPresent()) {
                throw RunException.environment(
                        "a pull request is tested only where cc-ci can stand between abra and Docker: " + reason);
            }
            recorder.print("cc-ci does not stand between abra and Docker in this run: " + reason);
        });
    }

    /** Makes ready to lint, in a folder of its own, so that nothing which the harness adds to the recipe is judged. */
    Supplier<Lint> lint(Plan plan, History history, DockerGate gate) {
        var place = folder.directory().path();
        var scratch = AbraFolder.make(
                place.resolve("lint"), plan.settings().abra(), plan.settings().abraServer());
        // nobody waits for this abra, so what it takes is no part of the run's time
        var abra =
                new Abra(plan.abra(), scratch, plan.environmentOfAbra(request), gate.around(programs), new Stopwatch());
        return new LintRung(scratch, abra, place.resolve("lint.txt"), masker).of(recipe, history.checkout(), deadline);
    }

    /** Tears down what dead runs left, and removes what is not kept of ended ones. */
    String cleanUp(Plan plan, DockerApi docker, Swarm swarm, AppLocks locks) {
        docker.checkSwarm();
        TemporaryFolder.removeAbandoned(TemporaryFolder.TemporaryFiles.at(clock.instant()));
        var reaped =
                new Janitor(plan.settings().zone(), swarm, locks, plan.servers(), recorder, stopwatch).clean(deadline);
        var runs = folder.directory().path().toAbsolutePath().getParent();
        var old = new OldRuns(runs, folder.id(), plan.retention(), clock, recorder::log).clean(deadline);
        var images = new ImagePruning(docker, pulled(plan)).prune(deadline);
        return reaped
                + (old == 0 ? "" : "; made room where " + old + " old runs had theirs")
                + (images == 0 ? "" : "; removed " + images + " images that no run wants any more");
    }

    /**
     * Returns what the commit's sample changes for apps that exist, and tells it: a new app shows whether it is good, and
     * says nothing to whoever has one.
     */
    SampleChange change(History history, UpgradePath path) {
        var change = path.base()
                .map(from -> SampleChange.between(from.checkout(), history.checkout()))
                .orElse(SampleChange.NONE);
        change.notes().forEach(note -> recorder.note(RunStage.FETCH.code(), note));
        return change;
    }

    /** Names an app of the run. */
    RunApp name(AppPlan app, Plan plan, History history) {
        return RunApp.named(
                recipe,
                plan.settings().zone(),
                List.of(
                        recipe.value(),
                        folder.id().toString(),
                        history.commit().value(),
                        app.app().code(),
                        folder.directory().path().toAbsolutePath().toString()));
    }

    /** Makes all that the tiers need; nothing on the swarm is touched. */
    RunContext live(Plan plan, RunApp named, AppHost host) {
        var environment = request.environment();
        var abraFolder = abraFolder(plan);
        var deployed = new DeployedServices(host.docker());
        host.gate().admit(named);
        return new RunContext(
                named,
                abraFolder.recipe(recipe),
                plan.files(),
                new Abra(
                        plan.abra(),
                        abraFolder,
                        plan.environmentOfAbra(request),
                        host.gate().around(programs),
                        stopwatch,
                        app -> host.gate().requireAsJudged(app, deployed)),
                new DeploymentWaiter(
                        named,
                        plan.files().settings(),
                        host.swarm(),
                        plan.probe(),
                        new RouteDiagnosis(named, deployed, abraFolder.recipe(recipe), masker::mask),
                        recorder,
                        stopwatch),
                host.swarm(),
                host.docker(),
                pulled(plan),
                new Containers(host.docker()),
                new Hooks(recipe, plan.files().folder(), named, abraFolder, environment, programs, deadline),
                folder.directory().path(),
                recorder,
                deadline);
    }

    /**
     * Makes ready to bring an app up.
     *
     * @param isUnderTest whether what is deployed is the commit under test, and not its base
     */
    AppDeployer installer(Plan plan, RunContext live, Checkout first, boolean isUnderTest) {
        return new AppDeployer(
                recipe,
                live,
                first,
                isUnderTest,
                abraFolder(plan),
                plan.settings().zone(),
                masker,
                timeouts.ingress());
    }

    /** Makes ready to upgrade. */
    UpgradeTier upgrade(Plan plan, History history, SampleChange change) {
        return new UpgradeTier(history.checkout(), change, abraFolder(plan), masker);
    }

    /** Makes ready to tear an app down. */
    Teardown teardown(AppBasis basis) {
        return teardown(basis, abraFolder(basis.plan()), stopwatch);
    }

    /** As the other, beside its successor, with a folder of abra's own (two in one checkout corrupt it); empty without one. */
    Optional<Teardown> teardownBeside(TestedApp app, AppBasis basis) {
        var settings = basis.plan().settings();
        var place = folder.directory().path().resolve("abra-of-" + app.code().replace(' ', '-'));
        try {
            var own = AbraFolder.make(place, settings.abra(), settings.abraServer());
            ScratchClone.of(basis.history().checkout(), own.recipe(recipe), deadline);
            return Optional.of(teardown(basis, own, new Stopwatch()));
        } catch (RunException | CancelledException e) {
            recorder.log("the apps do not overlap: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Teardown teardown(AppBasis basis, AbraFolder abraFolder, Stopwatch watch) {
        var gated = basis.host().gate().around(programs);
        var abra = new Abra(basis.plan().abra(), abraFolder, basis.plan().environmentOfAbra(request), gated, watch);
        return new Teardown(basis.host().swarm(), abra, basis.plan().servers(), timeouts.teardown(), recorder, watch);
    }

    private AbraFolder abraFolder(Plan plan) {
        return new AbraFolder(folder.directory().abra(), plan.settings().abraServer());
    }

    private PulledImages pulled(Plan plan) {
        return new PulledImages(plan.settings().state().resolve("images"), clock, recorder::log);
    }

    private FailedRuns failedRuns(RunSettings settings) {
        return new FailedRuns(settings.state().resolve("failed-runs"), recorder::log);
    }
}
