package coop.ccci.bridge.dashboard;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tiers as runs that tests tell of have them. */
final class SampleTiers {
    private SampleTiers() {}

    static TierResult installed() {
        return new TierResult(
                Tier.INSTALL,
                TierStatus.PASS,
                Optional.empty(),
                Duration.ofMillis(640),
                List.of(
                        new TierResult.Assertion("every service has all its replicas", true, Optional.empty())
                                .about(TestedApp.FRESH),
                        new TierResult.Assertion("GET / answers 200 with a trusted certificate", true, Optional.empty())
                                .about(TestedApp.FRESH)));
    }

    static TierResult skipped() {
        return new TierResult(
                Tier.UPGRADE, TierStatus.SKIP, Optional.of("no tests of this tier were run"), Duration.ZERO, List.of());
    }
}
