package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results.Lint;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.base.FailedRuns;
import coop.ccci.harness.base.SampleChange;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.lint.LintRung;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.retention.OldRuns;
import coop.ccci.harness.socket.DockerGate;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.ImagePruning;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import java.util.function.Supplier;

/**
 * Does what comes before the first app of a run is made. What it finds out goes into the state.
 *
 * @param recipe the recipe under test
 * @param tools what the run works with
 * @param fold the run's state
 */
record RunPreparation(RecipeName recipe, RunTools tools, Fold fold) {
    /** Reads what was asked for and the recipe's folder. */
    Plan plan() {
        var folder = tools.folder().directory().path();
        var plan = Plan.of(tools.request(), recipe, folder.resolve("tests"), tools.masker());
        fold.next(state -> state.accepted(plan.settings()));
        plan.logins().problem().ifPresent(problem -> tools.recorder().note(RunStage.RECIPE_FILES.code(), problem));
        tools.recorder().log(plan.manifest());
        return plan;
    }

    /** Clones the recipe, and finds out where its upgrade begins. */
    History fetch(Plan plan) {
        var abra = tools.makeAbra(plan.settings());
        var history = new Clone(
                        plan.settings().source(),
                        plan.settings().ref(),
                        plan.settings().pullRequest())
                .into(abra.recipe(recipe), tools.deadline());
        var path = plan.path(history, failedRuns(plan.settings()), recipe, tools.deadline());
        fold.next(state -> state.fetched(history, path));
        new FetchedRecipe(recipe, plan.files(), plan.settings().source(), abra, sentence -> tools.recorder()
                        .note(RunStage.FETCH.code(), sentence))
                .check(history, path);
        return history;
    }

    /** Makes ready to lint, in a folder of its own, so that nothing which the harness adds to the recipe is judged. */
    Supplier<Lint> lint(Plan plan, History history, DockerGate gate) {
        var place = tools.folder().directory().path();
        var scratch = AbraFolder.make(
                place.resolve("lint"), plan.settings().abra(), plan.settings().abraServer());
        // nobody waits for this abra, so what it takes is no part of the run's time
        var abra = new Abra(
                plan.abra(),
                scratch,
                plan.environmentOfAbra(tools.request()),
                gate.around(tools.programs()),
                new Stopwatch());
        return new LintRung(scratch, abra, place.resolve("lint.txt"), tools.masker())
                .of(recipe, history.checkout(), tools.deadline());
    }

    /** Tears down what dead runs left, and removes what is not kept of ended ones. */
    String cleanUp(Plan plan, DockerApi docker, Swarm swarm, AppLocks locks) {
        docker.checkSwarm();
        var deadline = tools.deadline();
        var recorder = tools.recorder();
        TemporaryFolder.removeAbandoned(
                TemporaryFolder.TemporaryFiles.at(tools.clock().instant()));
        var reaped = new Janitor(
                        plan.settings().zone(),
                        swarm,
                        locks,
                        plan.servers(),
                        recorder,
                        tools.stopwatch(),
                        tools.clock())
                .clean(deadline);
        var runs = tools.folder().directory().path().toAbsolutePath().getParent();
        var old =
                new OldRuns(runs, tools.folder().id(), plan.retention(), tools.clock(), recorder::log).clean(deadline);
        var images = new ImagePruning(docker, AppPreparation.pulled(plan, tools)).prune(deadline);
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
        change.notes().forEach(note -> tools.recorder().note(RunStage.FETCH.code(), note));
        return change;
    }

    private FailedRuns failedRuns(RunSettings settings) {
        return new FailedRuns(settings.state().resolve("failed-runs"), tools.recorder()::log);
    }
}
