package coop.ccci.harness.run;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.git.History;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.report.RunEvidence;
import coop.ccci.harness.report.RunReports;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.run.AppPassage.AppTiers;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    private final RunTools tools;
    private final Instant startedAt;
    private final Masker masker = new Masker();
    private final Stopwatch stopwatch = new Stopwatch();
    private final Recorder recorder;
    private final StageRunner stages;
    private final ProcessRunner programs;
    private final SecretScan secretScan;
    private final RunEvidence evidence = new RunEvidence();
    private final Fold fold = new Fold();
    private final RunPreparation preparation;

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
            Progress progress,
            RunTimeouts timeouts) {
        this.recipe = recipe;
        this.folder = folder;
        this.request = request;
        this.deadline = deadline;
        this.clock = clock;
        this.startedAt = startedAt;
        this.recorder = new Recorder(folder.directory(), clock, masker, progress);
        this.stages = new StageRunner(recorder, deadline);
        this.programs = new ProcessRunner(masker, recorder::log);
        this.secretScan = new SecretScan(masker, folder.directory());
        this.tools = new RunTools(folder, request, deadline, masker, stopwatch, recorder, programs, timeouts, clock);
        this.preparation = new RunPreparation(recipe, tools, fold);
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
        try (var plan = stages.run(RunStage.RECIPE_FILES, preparation::plan, Plan::describe);
                var docker = new DockerApi(RunSettings.dockerHost(request), plan.logins());
                var gate = RunGate.open(tools, plan.settings(), recipe, plan.files());
                var background = new BackgroundStages(stages, lint -> fold.next(state -> state.linted(lint)))) {
            evidence.manifest(plan.manifest());
            if (plan.tests().areFor(plan.settings().selection()::has)) {
                background.compile(plan.tests());
            }
            var history =
                    stages.run(RunStage.FETCH, () -> preparation.fetch(plan), fetched -> "commit " + fetched.commit());
            RunGate.require(tools, plan.settings(), gate);
            var tested = new OwnTests(tools).in(plan, history);
            if (tested.files().isOwn() && tested.tests().areFor(plan.settings().selection()::has)) {
                evidence.manifest(tested.manifest());
                background.compileOwn(tested.tests());
            }
            if (plan.settings().selection().lint()) {
                background.lint(preparation.lint(plan, history, gate));
            }
            var swarm = new Swarm(docker, plan.settings().zone(), masker::mask);
            var locks = new AppLocks(plan.settings().locks());
            stages.run(RunStage.JANITOR, () -> preparation.cleanUp(plan, docker, swarm, locks), told -> told);
            goOn(tested, history, background.tests(), new AppHost(swarm, docker, locks, gate));
        }
    }

    /** What the recipe needs comes first and goes last. */
    private void goOn(Plan plan, History history, Optional<CompiledTests> tests, AppHost host) {
        var path = fold.state().path();
        var apps = new AppsOfRun(plan.settings().selection(), plan.files().settings(), path, fold, recorder);
        var kept = new KeptApps(tools, plan.settings(), fold);
        try (var dependencies = new DependencyApps(plan, tools, stages, host, fold, kept)) {
            var provided = dependencies.provide();
            if (provided.failure().isPresent() && Hooks.actOn(plan.files().folder())) {
                // a hook is what makes an app ready for what it depends on
                apps.notRun(provided.failure().get());
                return;
            }
            var making = new AppPreparation(recipe, plan.files(), plan, tools, provided);
            goThroughApps(apps, plan, history, tests, host, making, dependencies, kept);
        }
    }

    /** Each app is deployed once; then each tier does its operation on it, in the order of the itinerary. */
    private void goThroughApps(
            AppsOfRun apps,
            Plan plan,
            History history,
            Optional<CompiledTests> tests,
            AppHost host,
            AppPreparation making,
            DependencyApps dependencies,
            KeptApps kept) {
        var tiers = new AppTiers(
                making.upgrade(history, preparation.change(history, apps.path())),
                plan.functional(
                        tests,
                        request,
                        tools.timeouts().checks(),
                        making.ownPrograms(host.gate()),
                        stopwatch,
                        said -> evidence.testsSaid(masker.mask(said))),
                apps::leftOut,
                dependencies::lapse,
                kept);
        var listeners =
                List.of(new Bookkeeper(fold), picture(plan), secretScan, new EvidenceListener(evidence, recorder::log));
        try (var passage = new AppPassage(new AppBasis(plan, history, host), tiers, making, stages, listeners, fold)) {
            apps.go(passage);
        }
    }

    private PictureStage picture(Plan plan) {
        var screenshot = plan.screenshot(request, folder.directory(), stopwatch, masker, recorder::log);
        return new PictureStage(screenshot, stages, () -> fold.next(RunState::pictured), recorder::log);
    }

    private void scanForSecrets() {
        try {
            stages.runAnyway(RunStage.SCAN.code(), secretScan::scan, told -> told);
        } catch (RunException | UncheckedIOException e) {
            fold.next(RunState::leaked);
        }
    }

    private ExitCode conclude() {
        var finishedAt = clock.instant();
        var results = results(finishedAt, Optional.empty());
        if (!fold.state().isLeaking() && secretScan.areIn(results)) {
            fold.next(RunState::leaked);
            stages.remember(RunStage.SCAN, RunException.environment("a secret would have been written to the results"));
            results = results(finishedAt, Optional.empty());
        }
        evidence.kept(fold.state().kept());
        var written = new RunReports(folder.directory(), masker).write(results, evidence);
        written.problems().forEach(problem -> recorder.note(RunEvent.RUN, problem));
        results = results(finishedAt, written.summary());
        recorder.finished(
                RunEvent.RUN,
                results.verdict().code(),
                results.timings().total(),
                results.failure().map(Results.Failure::message));
        var exit = conclusion().exit();
        try {
            ContractJson.write(results, folder.directory().results());
            secretScan.hide();
        } catch (UncheckedIOException e) {
            recorder.print(e.getMessage() + "; make room on the disk and start the run again");
            exit = exit == ExitCode.PASSED ? ExitCode.ENVIRONMENT : exit;
        }
        new ResultsBuilder(fold.state()).remember(exit, folder.id(), recipe, recorder::log);
        Summary.of(results, folder.directory()).forEach(recorder::print);
        KeptApps.lines(fold.state().kept()).forEach(recorder::print);
        return exit;
    }

    private RunOutcome conclusion() {
        return new ResultsBuilder(fold.state()).conclusion(stages.first(), deadline.over());
    }

    private Results results(Instant finishedAt, Optional<String> summary) {
        var timings = stopwatch.timings(Duration.between(startedAt, finishedAt));
        return new ResultsBuilder(fold.state())
                .results(
                        folder.id(),
                        recipe,
                        conclusion(),
                        startedAt,
                        finishedAt,
                        timings,
                        recorder.notes(),
                        summary,
                        masker);
    }
}
