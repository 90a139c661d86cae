package coop.ccci.harness.functional;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.tier.TierOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe's own tests came to.
 *
 * @param assertions one of each test that ran, and of whatever else went wrong
 * @param notRun each test, or class of tests, that did not run because an app that the one under test depends on is not there,
 *     with the reason
 * @param noBrowser each test that did not run to its end because this machine could not give it a browser, with the reason
 */
public record TestsOutcome(List<Assertion> assertions, List<String> notRun, List<String> noBrowser) {
    /** There are no tests. */
    static final TestsOutcome NONE = new TestsOutcome(List.of(), List.of(), List.of());

    private static final int SHOWN = 3;

    /** Copies what could change. */
    public TestsOutcome {
        assertions = List.copyOf(assertions);
        notRun = List.copyOf(notRun);
        noBrowser = List.copyOf(noBrowser);
    }

    static TestsOutcome of(Assertion only) {
        return new TestsOutcome(List.of(only), List.of(), List.of());
    }

    /**
     * Returns what the whole tier came to: what did not run was not verified, and never failed.
     *
     * @param before what was asserted before the tests
     * @throws RunException of the environment when this machine had no browser for a test, and nothing that was asserted
     *     failed
     */
    public TierOutcome after(List<Assertion> before) {
        var all = new ArrayList<>(before);
        all.addAll(assertions);
        if (!all.stream().allMatch(Assertion::held)) {
            return new TierOutcome.Asserted(all);
        }
        if (!noBrowser.isEmpty()) {
            throw RunException.environment("a test of the recipe had no browser, which is this machine's fault: "
                    + list(noBrowser) + "; ask for the test again, and see ./cc-ci doctor when it happens again");
        }
        return notRun.isEmpty() ? new TierOutcome.Asserted(all) : new TierOutcome.Skipped(list(notRun), false);
    }

    private static String list(List<String> tests) {
        var shown = String.join("; ", tests.subList(0, Math.min(SHOWN, tests.size())));
        return tests.size() <= SHOWN ? shown : shown + "; and " + (tests.size() - SHOWN) + " more";
    }
}
