package coop.ccci.harness.run;

import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.tier.TierOutcome.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a tier ended.
 *
 * @param result what the results say of it
 * @param rung what the ladder may say of it
 */
record TierEnd(TierResult result, RungStatus rung) {
    /** Returns the end of a tier that was not gone through. */
    static TierEnd skipped(Tier tier, Skipped skipped) {
        return new TierEnd(
                new TierResult(tier, TierStatus.SKIP, Optional.of(skipped.reason()), Duration.ZERO, List.of()),
                skipped.onPurpose() ? RungStatus.SKIP : RungStatus.UNVER);
    }

    /**
     * Returns this with what was seen of the same tier later: on another app, or at the end. The worse of the two counts,
     * so that nothing is overstated.
     */
    TierEnd and(TierEnd later) {
        var worse = badness(later) > badness(this) ? later : this;
        var assertions = new ArrayList<Assertion>(result.assertions());
        assertions.addAll(later.result.assertions());
        return new TierEnd(
                new TierResult(
                        result.tier(), worse.result.status(), worse.result.reason(), duration(later), assertions),
                worse.rung);
    }

    private static int badness(TierEnd end) {
        return switch (end.result.status()) {
            case PASS -> 0;
            case SKIP -> 1;
            case FAIL -> 2;
        };
    }

    private Duration duration(TierEnd later) {
        return result.duration().plus(later.result.duration());
    }

    /** Returns the sentence that tells of an assertion that does not hold. */
    static String failure(Assertion assertion) {
        return "assertion failed: " + assertion.name() + ": "
                + assertion.message().orElse("");
    }
}
