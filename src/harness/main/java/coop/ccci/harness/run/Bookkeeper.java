package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.TeardownOutcome;
import coop.ccci.harness.tier.RunContext;

/**
 * Keeps book of the apps for the results.
 *
 * @param fold the run's state
 */
record Bookkeeper(Fold fold) implements AppListener {
    @Override
    public void begun(TestedApp app, RunApp named) {
        fold.next(state -> state.begun(app, named));
    }

    @Override
    public void next(AppPlan plan, RunStage stage, RunContext live) {
        if (stage == RunStage.DEPLOY) {
            fold.next(state -> state.deployed(plan.app()));
        }
    }

    @Override
    public void left(TestedApp app, TeardownOutcome outcome) {
        fold.next(state -> state.tornDown(outcome));
    }
}
