package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.functional.child.TestFolder;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.recipe.SecondHosts;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.TierOutcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks of the app what only this recipe can know to ask: the checks of its {@code recipe.yml}, then its own tests. A
 * recipe that brings neither has not been shown to work, only to answer; so it says so, or stays unverified.
 */
public final class FunctionalTier {
    private final TestFolder folder;
    private final Optional<CompiledTests> tests;
    private final AppProbe probe;
    private final Duration checkTimeout;
    private final AppAccess reach;
    private final Map<String, String> environment;
    private final ProcessRunner programs;
    private final Stopwatch stopwatch;
    private final Consumer<String> said;

    /**
     * Makes ready.
     *
     * @param folder where the recipe's own tests run
     * @param tests empty when the recipe brings none
     * @param probe asks the pages that are checked
     * @param checkTimeout how long the checks are waited for
     * @param reach how the app is reached from the tests
     * @param environment the harness's own, of which the tests see a part
     * @param stopwatch counts what the recipe's own checks and tests take as the app's time
     * @param said gets what the tests write, not masked yet
     */
    public FunctionalTier(
            TestFolder folder,
            Optional<CompiledTests> tests,
            AppProbe probe,
            Duration checkTimeout,
            AppAccess reach,
            Map<String, String> environment,
            ProcessRunner programs,
            Stopwatch stopwatch,
            Consumer<String> said) {
        this.folder = folder;
        this.tests = tests;
        this.probe = probe;
        this.checkTimeout = checkTimeout;
        this.reach = reach;
        this.environment = environment;
        this.programs = programs;
        this.stopwatch = stopwatch;
        this.said = said;
    }

    /**
     * Makes the checks of {@code recipe.yml}.
     *
     * @param app answers
     * @return at least one assertion of each check, in order; none where there is no check
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public List<Assertion> checks(RunContext app) {
        var checks = app.files().settings().checks();
        return checks.isEmpty()
                ? List.of()
                : stopwatch.time(Stopwatch.WaitingFor.APP, () -> new PageChecks(probe, checkTimeout)
                        .of(app.app().domain(), checks, app.deadline()));
    }

    /**
     * Makes the checks, then runs the recipe's own tests.
     *
     * @param live answers
     * @throws coop.ccci.harness.result.RunException of the recipe when its tests cannot be run
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public TierOutcome on(RunContext live) {
        var settings = live.files().settings();
        if (settings.checks().isEmpty() && !has(Tier.FUNCTIONAL)) {
            return new TierOutcome.Skipped(
                    "the recipe brings no checks in recipe.yml and no tests in " + TestSources.FOLDER + "/", false);
        }
        var checked = checks(live);
        return tests(live, Tier.FUNCTIONAL).after(checked);
    }

    /**
     * Runs the recipe's own tests of a tier, after what is asserted of every recipe there.
     *
     * @param live answers
     * @return nothing asserted where the recipe brings none for the tier
     * @throws coop.ccci.harness.result.RunException of the recipe when its tests cannot be run
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public TestsOutcome tests(RunContext live, Tier tier) {
        return has(tier) ? stopwatch.time(Stopwatch.WaitingFor.APP, () -> ownTests(live, tier)) : TestsOutcome.NONE;
    }

    /** Returns whether the recipe brings tests of its own, or a folder for them, for a tier. */
    public boolean has(Tier tier) {
        return tests.filter(compiled -> compiled.has(tier)).isPresent();
    }

    private TestsOutcome ownTests(RunContext live, Tier tier) {
        var domain = live.app().domain();
        var settings = live.files().settings();
        var told = new LinkedHashMap<>(live.provided().variables());
        told.put(Abra.APP_MARK, domain);
        return tests.map(compiled -> new TestProcess(folder, environment, told, programs, said)
                        .run(
                                compiled,
                                tier,
                                reach.of(domain, SecondHosts.of(settings, domain)),
                                settings.functional(),
                                live.deadline()))
                .orElse(TestsOutcome.NONE);
    }
}
