package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.git.WorkingTree;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.host.HumanTime;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps an app of a recipe up while somebody works on it: deploys it once, takes it through the tiers that were asked for, and
 * after each change of the recipe or of its folder again, over the app that is there. Nothing of it is a verdict, and no results
 * are written. It ends with its deadline, or when the process is told to, and takes the app away.
 */
public final class WatchExecution {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MAX_DETAILS = 20;

    private final RecipeName recipe;
    private final Path working;
    private final RunTools tools;
    private final Recorder recorder;
    private final StageRunner stages;
    private final Fold fold = new Fold();
    private FolderState deployed = FolderState.none();

    /**
     * Makes ready.
     *
     * @param working the recipe's folder, as somebody works on it
     * @param request what was asked for; its source is what is kept of that folder
     * @throws UncheckedIOException when the run directory cannot be written
     */
    public WatchExecution(
            RecipeName recipe,
            Path working,
            RunFolder folder,
            Request request,
            Deadline deadline,
            Clock clock,
            Progress progress,
            RunTimeouts timeouts) {
        this.recipe = recipe;
        this.working = working;
        var masker = new Masker();
        this.recorder = new Recorder(folder.directory(), clock, masker, progress);
        this.stages = new StageRunner(recorder, deadline);
        var programs = new ProcessRunner(masker, recorder::log);
        this.tools =
                new RunTools(folder, request, deadline, masker, new Stopwatch(), recorder, programs, timeouts, clock);
    }

    /** Watches; never throws. */
    public ExitCode execute() {
        tools.masker().add(KnownSecrets.in(tools.request().environment()));
        try (recorder) {
            try {
                watch();
                return ExitCode.PASSED;
            } catch (CancelledException e) {
                recorder.print(e.getMessage());
                return e.why();
            } catch (RunException e) {
                tell(e);
                return e.exit();
            } catch (RuntimeException | Error e) {
                stages.remember(RunStage.RECIPE_FILES, e);
                recorder.print("an unexpected error, probably a defect of cc-ci: " + e);
                return ExitCode.ENVIRONMENT;
            }
        }
    }

    /** The first plan says where, and with which rights, for as long as the watch goes on. */
    private void watch() {
        var preparation = new RunPreparation(recipe, tools, fold);
        try (var states =
                        WorkingTree.of(working, Path.of(tools.request().source().orElseThrow()));
                var plan = preparation.plan();
                var docker = new DockerApi(RunSettings.dockerHost(tools.request()), plan.logins());
                var gate = RunGate.open(tools, plan.settings(), recipe, plan.files())) {
            states.keep();
            RunGate.require(tools, plan.settings(), gate);
            tools.makeAbra(plan.settings());
            var swarm = new Swarm(docker, plan.settings().zone(), tools.masker()::mask);
            var locks = new AppLocks(plan.settings().locks());
            stages.run(RunStage.JANITOR, () -> preparation.cleanUp(plan, docker, swarm, locks), told -> told);
            var host = new AppHost(swarm, docker, locks, gate);
            try (var dependencies =
                    new DependencyApps(plan, tools, stages, host, fold, new KeptApps(tools, plan.settings(), fold))) {
                var provided = dependencies.provide();
                provided.failure().ifPresent(why -> {
                    throw RunException.environment(why);
                });
                try (var app = new WatchedApp(recipe, tools, stages, host, provided, fold)) {
                    goOn(states::keep, app, plan.files());
                }
            }
        }
    }

    /** Gives what the recipe is now. */
    private interface Now {
        Commit keep();
    }

    private void goOn(Now recipeNow, WatchedApp app, RecipeFiles files) {
        var folder = files.folder()
                .orElseGet(() -> RunSettings.recipeTests(tools.request()).home(recipe.value()));
        while (true) {
            var deploys = whatDeploys(folder);
            var seen = all(folder);
            var began = System.nanoTime();
            try {
                app.come(recipeNow.keep(), !deploys.equals(deployed), () -> deployed = deploys);
            } catch (RunException e) {
                tell(e);
            }
            recorder.print("");
            recorder.print("after " + HumanTime.seconds(Duration.ofNanos(System.nanoTime() - began)) + ": "
                    + app.where().map(url -> "the app is at " + url).orElse("there is no app yet")
                    + "; a change in " + working + " or " + folder + " begins again, Ctrl-C takes the app away");
            awaitChange(folder, seen);
        }
    }

    /** Tests are compiled and run anew without a deploy. */
    private FolderState whatDeploys(Path folder) {
        return FolderState.none().and(working, file -> true).and(folder, file -> !file.toString()
                .endsWith(".java"));
    }

    private FolderState all(Path folder) {
        return FolderState.none().and(working, file -> true).and(folder, file -> true);
    }

    /** An editor may write a file in pieces: it is waited until it has stopped. */
    private void awaitChange(Path folder, FolderState seen) {
        var now = all(folder);
        while (now.equals(seen)) {
            tools.deadline().pause(PAUSE);
            now = all(folder);
        }
        var before = Optional.<FolderState>empty();
        while (!before.equals(Optional.of(now))) {
            before = Optional.of(now);
            tools.deadline().pause(PAUSE);
            now = all(folder);
        }
    }

    /** Tells what the line of the stage that failed does not say. */
    private void tell(RunException fault) {
        var message = fault.getMessage();
        if (!stages.hasTold(message)) {
            recorder.print(message);
        }
        fault.details().stream()
                .filter(line -> !line.equals(message))
                .limit(MAX_DETAILS)
                .forEach(line -> recorder.print("  " + line));
    }
}
