package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Tier;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.base.FailedRuns;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.base.UpgradeRule;
import coop.ccci.harness.browser.Browser;
import coop.ccci.harness.browser.Screenshot;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.PreviousRepair;
import coop.ccci.harness.dependency.NeededRecipe;
import coop.ccci.harness.functional.AppAccess;
import coop.ccci.harness.functional.CompiledTests;
import coop.ccci.harness.functional.FunctionalTier;
import coop.ccci.harness.functional.RecipeTests;
import coop.ccci.harness.functional.TestSources;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.BackgroundTask;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.retention.RetentionRule;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.harness.swarm.ListedLogins;
import coop.ccci.harness.swarm.RegistryLogins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A validated plan of a run: what it is going to do, checked before anything is done.
 *
 * @param settings what was asked for
 * @param files what the recipe's folder holds
 * @param tests the recipe's own tests
 * @param abra the program
 * @param logins with which images are pulled
 * @param loginsOfAbra what abra sees of them
 * @param retention how long the folders of ended runs are kept
 * @param probe asks the app
 * @param dependencies the recipes of which an app is deployed before this one, in order
 */
record Plan(
        RunSettings settings,
        RecipeFiles files,
        RecipeTests tests,
        Path abra,
        RegistryLogins logins,
        ListedLogins loginsOfAbra,
        RetentionRule retention,
        AppProbe probe,
        List<NeededRecipe> dependencies)
        implements AutoCloseable {
    /**
     * Makes one.
     *
     * @param work a folder of the run, for the recipe's tests
     * @throws coop.ccci.harness.result.RunException of usage when what was asked for or a file is wrong
     */
    static Plan of(Request request, RecipeName recipe, Path work, Masker masker) {
        request.source().map(KnownSecrets::inAddress).ifPresent(masker::add);
        request.variable("CCCI_SECRETS_DIR")
                .map(Path::of)
                .map(KnownSecrets::inFolder)
                .ifPresent(masker::add);
        var registries = RunSettings.registries(request);
        var dockerConfig = RunSettings.dockerConfig(request);
        var logins = RegistryLogins.read(dockerConfig).onlyFor(registries);
        masker.add(logins.secrets());
        var files = RecipeFiles.read(RunSettings.recipeTests(request), recipe);
        var settings = RunSettings.of(request, recipe, files.settings().repository());
        var retention = RunSettings.retention(request);
        var tests = RecipeTests.of(files.folder(), work);
        requireNoneInVain(tests, files);
        var abra = Abra.find(request.environment());
        return new Plan(
                settings,
                files,
                tests,
                abra,
                logins,
                ListedLogins.of(dockerConfig, registries),
                retention,
                new AppProbe(settings.ingress(), settings.authority()),
                dependencies(recipe, files, request));
    }

    /** Whoever depends on a recipe that nobody can find is told before anything is made. */
    private static List<NeededRecipe> dependencies(RecipeName recipe, RecipeFiles files, Request request) {
        var all = RunSettings.recipeTests(request);
        var needed = NeededRecipe.of(recipe, files, name -> RecipeFiles.read(all, name));
        needed.forEach(one -> source(one, request));
        return needed;
    }

    /**
     * Returns where a recipe that the one under test needs is cloned from: never where that one is.
     *
     * @throws RunException of usage where nobody says it
     */
    static RecipeSource source(NeededRecipe needed, Request request) {
        var address = RecipeSource.address(
                        Optional.empty(),
                        request::variable,
                        needed.recipe(),
                        needed.files().settings().repository())
                .orElseThrow(() -> RunException.usage("nobody says where the dependency " + needed.recipe()
                        + " is cloned from; set CCCI_RECIPE_SOURCE or GITEA_URL"));
        return RecipeSource.parse(address);
    }

    /** A tier that is left out on purpose runs no tests, and who wrote some would think that they passed. */
    static void requireNoneInVain(RecipeTests tests, RecipeFiles files) {
        for (var tier : Tier.values()) {
            files.settings()
                    .expectedNotApplicable(tier)
                    .filter(reason -> tests.areFor(tier::equals))
                    .ifPresent(reason -> {
                        throw RunException.usage(files.folder()
                                        .orElseThrow()
                                        .resolve(tier == Tier.FUNCTIONAL ? TestSources.FOLDER : TestSources.file(tier))
                                + ": these tests would never run: recipe.yml says under expected_na that " + tier.code()
                                + " does not apply; take one of the two away");
                    });
        }
    }

    /** Returns the same plan for what the recipe itself brings. */
    Plan with(RecipeFiles own, RecipeTests its) {
        return new Plan(settings, own, its, abra, logins, loginsOfAbra, retention, probe, dependencies);
    }

    /** Returns what the folder of the recipe changes about its tests, as lines for people. */
    List<String> manifest() {
        var lines = new ArrayList<String>();
        if (files.folder().isPresent()) {
            lines.addAll(files.settings().describe());
            files.overlay().map(ComposeOverlay::describe).ifPresent(lines::add);
            files.previous().map(PreviousRepair::describe).ifPresent(lines::add);
            tests.describe().ifPresent(lines::add);
            Hooks.in(files.folder()).forEach(hook -> lines.add("hooks/" + hook));
        }
        return lines;
    }

    /** One sentence for people. */
    String describe() {
        var own = manifest();
        return files.folder().isEmpty()
                ? "no folder of its own: generic tiers with the defaults"
                : own.isEmpty() ? "its folder changes nothing" : String.join("; ", own);
    }

    /** Returns whether an app may go while the next one comes: abra then needs a clone of its own, without an overlay. */
    boolean mayOverlap() {
        return settings.overlap()
                && files.overlay().isEmpty()
                && files.previous().isEmpty();
    }

    /** abra's folder of servers. */
    Path servers() {
        return settings.abra().resolve("servers");
    }

    /**
     * Returns the functional tier.
     *
     * @param said gets what the recipe's own tests write, not masked yet
     */
    FunctionalTier functional(
            Optional<CompiledTests> compiled,
            Request request,
            Duration checkTimeout,
            ProcessRunner programs,
            Stopwatch stopwatch,
            Consumer<String> said) {
        var reach = new AppAccess(
                settings.zone(), settings.ingress(), settings.authority(), RunSettings.dockerHost(request));
        return new FunctionalTier(
                tests.folder(), compiled, probe, checkTimeout, reach, request.environment(), programs, stopwatch, said);
    }

    /** Takes the picture of the app; empty when none was asked for. */
    Optional<Screenshot> screenshot(
            Request request, RunDirectory directory, Stopwatch stopwatch, Masker masker, Consumer<String> log) {
        if (!settings.screenshot()) {
            return Optional.empty();
        }
        var browser = Browser.of(request.environment(), settings.ingress());
        return Optional.of(new Screenshot(browser, directory, masker, stopwatch, Screenshot.TIMEOUT, log));
    }

    /**
     * Returns where the upgrade begins, unless there is none. For a history without end nobody waits when the time is over.
     *
     * @throws CancelledException when the deadline is over first
     */
    UpgradePath path(History history, FailedRuns failed, RecipeName recipe, Deadline deadline) {
        if (!settings.selection().has(Tier.UPGRADE)) {
            return new UpgradePath.None("not selected (--stages)");
        }
        return files.settings()
                .expectedNotApplicable(Tier.UPGRADE)
                .<UpgradePath>map(UpgradePath.None::new)
                .orElseGet(() -> BackgroundTask.begin("history", () -> rule(history, failed, recipe))
                        .await(deadline));
    }

    private UpgradePath rule(History history, FailedRuns failed, RecipeName recipe) {
        return new UpgradeRule(history, commit -> failed.of(recipe, commit))
                .pick(files.settings().upgrade().base(), settings.target());
    }

    /** Returns the environment in which abra is started, of which it sees a part. */
    Map<String, String> environmentOfAbra(Request request) {
        return loginsOfAbra.in(request.environment());
    }

    @Override
    public void close() {
        loginsOfAbra.close();
        probe.close();
    }
}
