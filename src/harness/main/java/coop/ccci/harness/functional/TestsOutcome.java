package coop.ccci.harness.functional;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.tier.TierOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe's own tests came to.
 *
 * @param assertions one of each test that ran, and of whatever else went wrong
 * @param notRun each test, or class of tests, that did not run because an app that the one under test depends on is not there,
 *     with the reason
 */
public record TestsOutcome(List<Assertion> assertions, List<String> notRun) {
    /** There are no tests. */
    static final TestsOutcome NONE = new TestsOutcome(List.of(), List.of());

    private static final int SHOWN = 3;

    /** Copies what could change. */
    public TestsOutcome {
        assertions = List.copyOf(assertions);
        notRun = List.copyOf(notRun);
    }

    static TestsOutcome of(Assertion only) {
        return new TestsOutcome(List.of(only), List.of());
    }

    /**
     * Returns what the whole tier came to: what did not run was not verified, and never failed.
     *
     * @param before what was asserted before the tests
     */
    public TierOutcome after(List<Assertion> before) {
        var all = new ArrayList<>(before);
        all.addAll(assertions);
        return notRun.isEmpty() || !all.stream().allMatch(Assertion::held)
                ? new TierOutcome.Asserted(all)
                : new TierOutcome.Skipped(reason(), false);
    }

    private String reason() {
        var shown = String.join("; ", notRun.subList(0, Math.min(SHOWN, notRun.size())));
        return notRun.size() <= SHOWN ? shown : shown + "; and " + (notRun.size() - SHOWN) + " more";
    }
}
