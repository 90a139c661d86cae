package coop.ccci.harness.run;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Tier;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.History;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.lint.LintRung;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.teardown.TeardownOutcome;
import coop.ccci.harness.tier.DeploymentWaiter;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.upgrade.LastPassed;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run of one recipe at one commit, from a claimed run directory to {@code results.json}. However it goes, the app
 * is torn down and the results are written.
 */
public final class RunExecution {
    private final RecipeName recipe;
    private final RunFolder folder;
    private final Request request;
    private final Deadline deadline;
    private final Clock clock;
    private final Instant startedAt;
    private final Masker masker = new Masker();
    private final Stopwatch stopwatch = new Stopwatch();
    private final Recorder recorder;
    private final StageRunner stages;
    private final ProcessRunner programs;
    private final SecretScan leaks;
    private final RunState findings = new RunState();

    /**
     * Makes ready to run.
     *
     * @param startedAt when the program began: its start belongs to what a run costs
     * @throws UncheckedIOException when the run directory cannot be written
     */
    public RunExecution(
            RecipeName recipe,
            RunFolder folder,
            Request request,
            Deadline deadline,
            Clock clock,
            Instant startedAt,
            Progress progress) {
        this.recipe = recipe;
        this.folder = folder;
        this.request = request;
        this.deadline = deadline;
        this.clock = clock;
        this.startedAt = startedAt;
        this.recorder = new Recorder(folder.directory(), clock, masker, progress);
        this.stages = new StageRunner(recorder, deadline);
        this.programs = new ProcessRunner(masker, recorder::log);
        this.leaks = new SecretScan(masker, folder.directory());
    }

    /** Runs; never throws. */
    public ExitCode execute() {
        masker.add(KnownSecrets.in(request.environment()));
        recorder.started(RunEvent.RUN);
        recorder.print("run " + folder.id() + " of " + recipe + " in "
                + folder.directory().path());
        try (recorder) {
            try {
                test();
            } catch (RuntimeException | Error e) {
                stages.remember(RunStage.RECIPE_FILES, e);
            }
            scanForSecrets();
            return conclude();
        }
    }

    private void test() {
        try (var plan = stages.run(RunStage.RECIPE_FILES, this::plan, Plan::describe);
                var docker = new DockerApi(RunSettings.dockerHost(request), plan.logins());
                var alongside = new BackgroundStages(stages, findings::linted)) {
            if (plan.settings().selection().has(Tier.FUNCTIONAL)) {
                alongside.compile(plan.tests());
            }
            var history = stages.run(RunStage.FETCH, () -> fetch(plan), fetched -> "commit " + fetched.commit());
            if (plan.settings().selection().lint()) {
                alongside.lint(lint(plan, history));
            }
            var swarm = new Swarm(docker, plan.settings().zone(), masker::mask);
            var locks = new AppLocks(plan.settings().locks());
            stages.run(RunStage.JANITOR, () -> cleanUp(plan, docker, swarm, locks), told -> told);
            var tests = alongside.tests();
            var named = name(plan, history);
            try (var lock = locks.tryTake(named)
                    .orElseThrow(() -> RunException.environment("another run holds the app " + named))) {
                var live = live(plan, named, history, swarm, docker);
                var picture = picture(plan);
                try {
                    goThroughTiers(plan, tests, live, picture);
                } finally {
                    picture.take(live);
                    findings.deployed(live.abra().deploys());
                    leaks.listen(swarm, named);
                    var work = new Teardown(swarm, live.abra(), plan.servers(), Teardown.BY_ABRA, recorder, stopwatch);
                    tearDown(work, named);
                    if (findings.isClean()) {
                        lock.unregister();
                    }
                }
            }
        }
    }

    /** The app is deployed once; then each tier does its operation on it, in this order. */
    private void goThroughTiers(Plan plan, Optional<CompiledTests> tests, RunContext live, PictureStage picture) {
        var tiers = new Tiers(stages, plan.settings().selection());
        findings.begun(live.app(), tiers);
        tiers.install(() -> new AppRun(live, plan.settings().zone()).install(stages));
        tiers.go(live, plan.functional(tests, request, programs, stopwatch), picture);
        if (live.abra().deploys() != 1) {
            throw RunException.environment("the app was deployed " + live.abra().deploys()
                    + " times instead of once: this is a defect of cc-ci");
        }
    }

    private PictureStage picture(Plan plan) {
        var screenshot = plan.screenshot(request, folder.directory(), stopwatch, masker, recorder::log);
        return new PictureStage(screenshot, stages, findings, recorder::log);
    }

    private Plan plan() {
        var plan = Plan.of(request, recipe, folder.directory().path().resolve("tests"), masker);
        findings.accepted(plan.settings());
        plan.logins().problem().ifPresent(problem -> recorder.note(RunStage.RECIPE_FILES.code(), problem));
        recorder.log(plan.manifest());
        return plan;
    }

    private History fetch(Plan plan) {
        var abra = AbraFolder.make(
                folder.directory().abra(),
                plan.settings().abra(),
                plan.settings().abraServer());
        var history = new Clone(
                        plan.settings().source(),
                        plan.settings().ref(),
                        plan.settings().pullRequest())
                .into(abra.recipe(recipe), deadline);
        var path = plan.path(history, greens(plan.settings()), recipe);
        findings.fetched(history, path);
        return history;
    }

    /** In a folder of its own, so that nothing which the harness adds to the recipe is judged. */
    private Supplier<Lint> lint(Plan plan, History history) {
        var place = folder.directory().path();
        var scratch = AbraFolder.make(
                place.resolve("lint"), plan.settings().abra(), plan.settings().abraServer());
        // nobody waits for this abra, so what it takes is no part of the run's time
        var abra = new Abra(plan.abra(), scratch, request.environment(), programs, new Stopwatch());
        return new LintRung(scratch, abra, place.resolve("lint.txt"), masker).of(recipe, history.checkout(), deadline);
    }

    private String cleanUp(Plan plan, DockerApi docker, Swarm swarm, AppLocks locks) {
        docker.checkSwarm();
        return new Janitor(plan.settings().zone(), swarm, locks, plan.servers(), recorder, stopwatch).clean(deadline);
    }

    private RunApp name(Plan plan, History history) {
        return RunApp.named(
                recipe,
                plan.settings().zone(),
                List.of(
                        recipe.value(),
                        folder.id().toString(),
                        history.commit().value(),
                        folder.directory().path().toAbsolutePath().toString()));
    }

    private RunContext live(Plan plan, RunApp named, History history, Swarm swarm, DockerApi docker) {
        var abraFolder =
                new AbraFolder(folder.directory().abra(), plan.settings().abraServer());
        var environment = request.environment();
        return new RunContext(
                recipe,
                named,
                history.checkout(),
                findings.path(),
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

    private void tearDown(Teardown work, RunApp named) {
        try {
            stages.runAnyway(
                    RunStage.TEARDOWN,
                    () -> {
                        var outcome = work.of(named);
                        findings.tornDown(outcome);
                        if (!outcome.isClean()) {
                            throw RunException.environment(outcome.describe());
                        }
                        return outcome;
                    },
                    TeardownOutcome::describe);
        } catch (RuntimeException | Error e) {
            findings.tornDown(new TeardownOutcome(List.of(), Optional.of(String.valueOf(e))));
        }
    }

    private void scanForSecrets() {
        try {
            stages.runAnyway(RunStage.SCAN, leaks::scan, told -> told);
        } catch (RunException | UncheckedIOException e) {
            findings.leaked();
        }
    }

    private ExitCode conclude() {
        var finishedAt = clock.instant();
        var results = results(finishedAt);
        if (!findings.isLeaking() && leaks.areIn(results)) {
            findings.leaked();
            stages.remember(RunStage.SCAN, RunException.environment("a secret would have stood in the results"));
            results = results(finishedAt);
        }
        recorder.finished(
                RunEvent.RUN,
                results.verdict().code(),
                results.timings().total(),
                results.failure().map(Results.Failure::message));
        var exit = conclusion().exit();
        try {
            ContractJson.write(results, folder.directory().results());
            leaks.hide();
        } catch (UncheckedIOException e) {
            recorder.print(e.getMessage() + "; make room on the disk and start the run again");
            exit = exit == ExitCode.PASSED ? ExitCode.ENVIRONMENT : exit;
        }
        if (exit == ExitCode.PASSED) {
            findings.rememberPassed(folder.id(), recipe, recorder::log);
        }
        Summary.of(results, folder.directory()).forEach(recorder::print);
        return exit;
    }

    private RunOutcome conclusion() {
        return findings.conclusion(stages.first(), deadline.over());
    }

    private Results results(Instant finishedAt) {
        var timings = stopwatch.timings(Duration.between(startedAt, finishedAt));
        return findings.results(folder.id(), recipe, conclusion(), startedAt, finishedAt, timings, masker);
    }

    private LastPassed greens(RunSettings settings) {
        return new LastPassed(settings.lastGreen(), recorder::log);
    }
}
