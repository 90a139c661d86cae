package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.functional.child.TestFolder;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.harness.tier.TierOutcome;
import coop.ccci.harness.tier.TierStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks of the app what only this recipe can know to ask: the checks of its {@code recipe.yml}, then its own tests. A
 * recipe that brings neither has not been shown to work, only to answer; so it says so, or stays unverified.
 */
public final class FunctionalTier implements TierStep {
    private final TestFolder folder;
    private final Optional<CompiledTests> tests;
    private final AppProbe probe;
    private final Duration checkTimeout;
    private final AppAccess reach;
    private final Map<String, String> environment;
    private final ProcessRunner programs;
    private final Stopwatch stopwatch;

    /**
     * Makes ready.
     *
     * @param folder where the recipe's own tests run
     * @param tests empty when the recipe brings no folder for them
     * @param probe asks the pages that are checked
     * @param checkTimeout how long the checks are waited for
     * @param reach how the app is reached from the tests
     * @param environment the harness's own, of which the tests see a part
     * @param stopwatch counts what the recipe's own checks and tests take as the app's time
     */
    public FunctionalTier(
            TestFolder folder,
            Optional<CompiledTests> tests,
            AppProbe probe,
            Duration checkTimeout,
            AppAccess reach,
            Map<String, String> environment,
            ProcessRunner programs,
            Stopwatch stopwatch) {
        this.folder = folder;
        this.tests = tests;
        this.probe = probe;
        this.checkTimeout = checkTimeout;
        this.reach = reach;
        this.environment = environment;
        this.programs = programs;
        this.stopwatch = stopwatch;
    }

    @Override
    public Tier tier() {
        return Tier.FUNCTIONAL;
    }

    @Override
    public TierOutcome on(RunContext live) {
        var settings = live.files().settings();
        if (settings.checks().isEmpty() && tests.isEmpty()) {
            return new TierOutcome.Skipped(
                    "the recipe brings no checks in recipe.yml and no tests in " + TestSources.FOLDER + "/", false);
        }
        return new TierOutcome.Asserted(stopwatch.time(Stopwatch.WaitingFor.APP, () -> assertions(live)));
    }

    private List<Assertion> assertions(RunContext live) {
        var settings = live.files().settings();
        var domain = live.app().domain();
        var all = new ArrayList<Assertion>(
                new PageChecks(probe, checkTimeout).of(domain, settings.checks(), live.deadline()));
        tests.ifPresent(compiled -> {
            var mark = Map.of(Abra.APP_MARK, domain);
            all.addAll(new TestProcess(folder, environment, mark, programs)
                    .run(compiled, reach.of(domain), settings.functional(), live.deadline()));
        });
        return all;
    }
}
