package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Level;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Tier;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.Lifetime;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.Programs;
import coop.ccci.harness.recipe.Checkout;
import coop.ccci.harness.recipe.Clone;
import coop.ccci.harness.recipe.History;
import coop.ccci.harness.recipe.LastGreens;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.recipe.Source;
import coop.ccci.harness.recipe.UpgradePath;
import coop.ccci.harness.recipe.UpgradeRule;
import coop.ccci.harness.recipe.Version;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunFault;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DockerEngine;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Outcome;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.tier.BackupTier;
import coop.ccci.harness.tier.Deployment;
import coop.ccci.harness.tier.InstallTier;
import coop.ccci.harness.tier.LiveApp;
import coop.ccci.harness.tier.RestoreTier;
import coop.ccci.harness.tier.UpgradeTier;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of one recipe at one commit, from a claimed run directory to {@code results.json}. However it goes, the app
 * is torn down and the results are written.
 */
public final class Run {
    private final RecipeName recipe;
    private final RunFolder folder;
    private final Request request;
    private final Lifetime lifetime;
    private final Clock clock;
    private final Instant startedAt;
    private final Masker masker = new Masker();
    private final Stopwatch stopwatch = new Stopwatch();
    private final Recorder recorder;
    private final Stages stages;

    private Optional<Source> source = Optional.empty();
    private Optional<Commit> commit = Optional.empty();
    private Optional<Version> version = Optional.empty();
    private Optional<Integer> pullRequest = Optional.empty();
    private Optional<RunApp> app = Optional.empty();
    private Optional<Outcome> teardown = Optional.empty();
    private UpgradePath path = new UpgradePath.Nowhere("the run ended before one was looked for");
    private Optional<Tiers> tiers = Optional.empty();
    private int deploys;

    /**
     * Makes ready to run.
     *
     * @param startedAt when the program began: its start belongs to what a run costs
     * @throws UncheckedIOException when the run directory cannot be written
     */
    public Run(
            RecipeName recipe,
            RunFolder folder,
            Request request,
            Lifetime lifetime,
            Clock clock,
            Instant startedAt,
            Progress progress) {
        this.recipe = recipe;
        this.folder = folder;
        this.request = request;
        this.lifetime = lifetime;
        this.clock = clock;
        this.startedAt = startedAt;
        this.recorder = new Recorder(folder.directory(), clock, masker, progress);
        this.stages = new Stages(recorder, lifetime);
    }

    /** Runs; never throws. */
    public ExitCode execute() {
        recorder.started(RunEvent.RUN);
        recorder.say("run " + folder.id() + " of " + recipe + " in "
                + folder.directory().path());
        try (recorder) {
            try {
                test();
            } catch (RuntimeException | Error e) {
                stages.remember(Stage.RECIPE_FILES, e);
            }
            return conclude();
        }
    }

    private record Plan(RunSettings settings, RecipeFiles files, Path abra, AppProbe probe) implements AutoCloseable {
        @Override
        public void close() {
            probe.close();
        }

        String shown() {
            return files.folder()
                    .map(folder -> folder.getFileName() + "/ found")
                    .orElse("no folder of its own: generic assertions with the defaults");
        }
    }

    private Plan plan() {
        request.source().map(Source::parse).flatMap(Source::secret).ifPresent(secret -> masker.add(List.of(secret)));
        var settings = RunSettings.of(request, recipe);
        source = Optional.of(settings.source());
        pullRequest = settings.pullRequest();
        var files = RecipeFiles.read(settings.recipeTests(), recipe);
        recorder.log(files.settings().shown());
        var abra = Abra.find(request.environment());
        return new Plan(settings, files, abra, new AppProbe(settings.ingress(), settings.authority()));
    }

    private void test() {
        try (var plan = stages.run(Stage.RECIPE_FILES, this::plan, Plan::shown);
                var docker = new DockerEngine(RunSettings.dockerHost(request))) {
            var settings = plan.settings();
            var history = stages.run(
                    Stage.FETCH,
                    () -> fetch(settings, plan.files()),
                    fetched -> "commit " + fetched.checkout().commit());
            var swarm = new Swarm(docker, settings.zone());
            var locks = new AppLocks(settings.locks());
            var servers = settings.abra().resolve("servers");
            stages.run(
                    Stage.JANITOR,
                    () -> {
                        docker.checkSwarm();
                        return new Janitor(settings.zone(), swarm, locks, servers, recorder, stopwatch).clean(lifetime);
                    },
                    told -> told);
            var named = name(settings, history.checkout());
            try (var lock = locks.tryTake(named)
                    .orElseThrow(() -> RunFault.environment("another run holds the app " + named))) {
                var abraFolder = new AbraFolder(folder.directory().abra(), settings.abraServer());
                var programs = new Programs(masker, recorder::log);
                var abra = new Abra(plan.abra(), abraFolder, request.environment(), programs, stopwatch);
                app = Optional.of(named);
                try {
                    goThroughTiers(
                            plan, live(plan, named, history.checkout(), programs, abra, abraFolder, swarm, docker));
                } finally {
                    deploys = abra.deploys();
                    tearDown(new Teardown(swarm, abra, servers, recorder, stopwatch), named);
                    if (teardown.filter(Outcome::isClean).isPresent()) {
                        lock.unregister();
                    }
                }
            }
        }
    }

    private LiveApp live(
            Plan plan,
            RunApp named,
            Checkout checkout,
            Programs programs,
            Abra abra,
            AbraFolder abraFolder,
            Swarm swarm,
            DockerEngine docker) {
        var deployment = new Deployment(named, plan.files().settings(), swarm, plan.probe(), recorder, stopwatch);
        return new LiveApp(
                recipe,
                named,
                checkout,
                path,
                plan.files(),
                abra,
                abraFolder,
                deployment,
                swarm,
                docker,
                new Containers(docker),
                new Hooks(recipe, plan.files().folder(), named, abraFolder, request.environment(), programs, lifetime),
                folder.directory().path(),
                recorder,
                masker,
                lifetime);
    }

    /** The app is deployed once; each tier does its operation on it, in this order. */
    private void goThroughTiers(Plan plan, LiveApp live) {
        var through = new Tiers(stages, plan.settings().selection());
        tiers = Optional.of(through);
        through.install(() -> new AppRun(live, plan.settings().zone()).install(stages));
        through.run(new InstallTier(), live);
        through.run(new UpgradeTier(), live);
        var backup = new BackupTier();
        through.run(backup, live);
        through.run(new RestoreTier(backup), live);
        through.refuseNothing();
        if (live.abra().deploys() != 1) {
            throw RunFault.environment("the app was deployed " + live.abra().deploys()
                    + " times instead of once: this is a defect of cc-ci");
        }
    }

    private History fetch(RunSettings settings, RecipeFiles files) {
        var abra = AbraFolder.make(folder.directory().abra(), settings.abra(), settings.abraServer());
        var history = new Clone(settings.source(), settings.ref(), settings.pullRequest())
                .into(abra.recipe(recipe), lifetime);
        commit = Optional.of(history.checkout().commit());
        version = history.version();
        path = path(settings, files, history);
        return history;
    }

    private UpgradePath path(RunSettings settings, RecipeFiles files, History history) {
        if (!settings.selection().has(Tier.UPGRADE)) {
            return new UpgradePath.Nowhere("the upgrade was not asked for (--stages)");
        }
        return files.settings()
                .expectedNotApplicable(Tier.UPGRADE)
                .<UpgradePath>map(UpgradePath.Nowhere::new)
                .orElseGet(() -> new UpgradeRule(history)
                        .pick(
                                files.settings().upgrade().base(),
                                greens(settings).of(recipe)));
    }

    private LastGreens greens(RunSettings settings) {
        return new LastGreens(settings.lastGreen(), recorder::log);
    }

    private RunApp name(RunSettings settings, Checkout checkout) {
        return RunApp.named(
                recipe,
                settings.zone(),
                List.of(
                        recipe.value(),
                        folder.id().toString(),
                        checkout.commit().value(),
                        folder.directory().path().toAbsolutePath().toString()));
    }

    private void tearDown(Teardown work, RunApp named) {
        try {
            stages.runAnyway(
                    Stage.TEARDOWN,
                    () -> {
                        var outcome = work.of(named);
                        teardown = Optional.of(outcome);
                        if (!outcome.isClean()) {
                            throw RunFault.environment(outcome.shown());
                        }
                        return outcome;
                    },
                    Outcome::shown);
        } catch (RuntimeException | Error e) {
            teardown = teardown.or(() -> Optional.of(new Outcome(List.of(), Optional.of(String.valueOf(e)))));
        }
    }

    private ExitCode conclude() {
        var conclusion = new Conclusion(
                stages.first(),
                lifetime.over(),
                teardown,
                tiers.map(Tiers::ended).orElse(Map.of()));
        var finishedAt = clock.instant();
        var total = Duration.between(startedAt, finishedAt);
        var exit = conclusion.exit();
        var results = new Results(
                Results.SCHEMA,
                folder.id(),
                recipe,
                commit,
                masker.mask(source.map(Source::toString).orElse("unknown")),
                pullRequest,
                app.map(RunApp::domain),
                base(),
                deploys,
                exit.verdict(),
                Level.of(conclusion.rungs()),
                startedAt,
                finishedAt,
                conclusion.tiers(masker),
                conclusion.rungs(),
                Optional.empty(),
                failure(exit, conclusion),
                new Results.Flags(conclusion.isClean(), true),
                stopwatch.timings(total));
        recorder.finished(
                RunEvent.RUN, results.verdict().word(), total, results.failure().map(Results.Failure::message));
        try {
            ContractJson.write(results, folder.directory().results());
        } catch (UncheckedIOException e) {
            recorder.say(e.getMessage() + "; make room on the disk and start the run again");
            exit = exit == ExitCode.PASSED ? ExitCode.ENVIRONMENT : exit;
        }
        Summary.of(results, folder.directory()).forEach(recorder::say);
        return exit;
    }

    private Optional<Results.Base> base() {
        return path.base().filter(from -> deploys > 0).map(UpgradePath.From::told);
    }

    private Optional<Results.Failure> failure(ExitCode exit, Conclusion conclusion) {
        if (exit == ExitCode.PASSED) {
            return Optional.empty();
        }
        return Optional.of(conclusion
                .fault()
                .map(fault -> new Results.Failure(
                        fault.stage().word(),
                        masker.mask(fault.message()),
                        fault.cause().details().stream().map(masker::mask).toList()))
                .orElseGet(() -> new Results.Failure(Stage.TEARDOWN.word(), "asked to end", List.of())));
    }
}
