package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results.Lint;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.lint.LintRung;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.tier.DeploymentWaiter;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.upgrade.FailedRuns;
import java.util.List;
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
    private final ResultsBuilder state;

    RunPreparation(
            RecipeName recipe,
            RunFolder folder,
            Request request,
            Deadline deadline,
            Masker masker,
            Stopwatch stopwatch,
            Recorder recorder,
            ProcessRunner programs,
            ResultsBuilder state) {
        this.recipe = recipe;
        this.folder = folder;
        this.request = request;
        this.deadline = deadline;
        this.masker = masker;
        this.stopwatch = stopwatch;
        this.recorder = recorder;
        this.programs = programs;
        this.state = state;
    }

    /** Reads what was asked for and the recipe's folder. */
    Plan plan() {
        var plan = Plan.of(request, recipe, folder.directory().path().resolve("tests"), masker);
        state.accepted(plan.settings());
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
        var path = plan.path(history, failedRuns(plan.settings()), recipe);
        state.fetched(history, path);
        return history;
    }

    /** Makes ready to lint, in a folder of its own, so that nothing which the harness adds to the recipe is judged. */
    Supplier<Lint> lint(Plan plan, History history) {
        var place = folder.directory().path();
        var scratch = AbraFolder.make(
                place.resolve("lint"), plan.settings().abra(), plan.settings().abraServer());
        // nobody waits for this abra, so what it takes is no part of the run's time
        var abra = new Abra(plan.abra(), scratch, request.environment(), programs, new Stopwatch());
        return new LintRung(scratch, abra, place.resolve("lint.txt"), masker).of(recipe, history.checkout(), deadline);
    }

    /** Tears down what dead runs left. */
    String cleanUp(Plan plan, DockerApi docker, Swarm swarm, AppLocks locks) {
        docker.checkSwarm();
        return new Janitor(plan.settings().zone(), swarm, locks, plan.servers(), recorder, stopwatch).clean(deadline);
    }

    /** Names the run's app. */
    RunApp name(Plan plan, History history) {
        return RunApp.named(
                recipe,
                plan.settings().zone(),
                List.of(
                        recipe.value(),
                        folder.id().toString(),
                        history.commit().value(),
                        folder.directory().path().toAbsolutePath().toString()));
    }

    /** Makes all that the tiers need; nothing on the swarm is touched. */
    RunContext live(Plan plan, RunApp named, History history, Swarm swarm, DockerApi docker) {
        var abraFolder =
                new AbraFolder(folder.directory().abra(), plan.settings().abraServer());
        var environment = request.environment();
        return new RunContext(
                recipe,
                named,
                history.checkout(),
                state.path(),
                plan.files(),
                new Abra(plan.abra(), abraFolder, environment, programs, stopwatch),
                abraFolder,
                new DeploymentWaiter(named, plan.files().settings(), swarm, plan.probe(), recorder, stopwatch),
                swarm,
                docker,
                new Containers(docker),
                new Hooks(recipe, plan.files().folder(), named, abraFolder, environment, programs, deadline),
                folder.directory().path(),
                recorder,
                masker,
                deadline);
    }

    private FailedRuns failedRuns(RunSettings settings) {
        return new FailedRuns(settings.failedRuns(), recorder::log);
    }
}
