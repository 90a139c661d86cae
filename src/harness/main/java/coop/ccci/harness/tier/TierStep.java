package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;

/** One tier: an operation on the app, and the assertions after it. */
public interface TierStep {
    /** Which tier this is. */
    Tier tier();

    /**
     * Does the operation, once, and asserts.
     *
     * @return what was asserted, held or not, or why the tier does not apply to this recipe
     * @throws coop.ccci.harness.result.RunException of the recipe when the operation itself fails, of the environment when
     *     the machine is at fault
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    TierOutcome on(RunContext app);
}
