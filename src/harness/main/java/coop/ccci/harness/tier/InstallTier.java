package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import java.util.List;

/** Asserts on the app that was deployed first, which is the base where there is one. */
public final class InstallTier implements TierStep {
    @Override
    public Tier tier() {
        return Tier.INSTALL;
    }

    @Override
    public TierOutcome on(RunContext app) {
        var answers = GenericAssertions.answers(app);
        var runs = GenericAssertions.runs(app);
        return new TierOutcome.Asserted(List.of(
                runs,
                GenericAssertions.stays(app),
                GenericAssertions.isOf(app, app.first().commit()),
                answers));
    }
}
