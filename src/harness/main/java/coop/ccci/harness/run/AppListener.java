package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.teardown.TeardownOutcome;
import coop.ccci.harness.tier.RunContext;

/** Is told what becomes of the apps of a run, and changes nothing about it; none of the methods throws. */
interface AppListener {
    /** An app has its lock, and is about to be made. */
    default void begun(TestedApp app, RunApp named) {}

    /** A stage of an app comes next. */
    default void next(AppPlan plan, RunStage stage, RunContext live) {}

    /**
     * An app is about to be torn down.
     *
     * @param state what is known of it
     * @param last whether the run ends with it, by a fault or because it has no other
     */
    default void leaving(AppPlan plan, RunContext live, AppState state, boolean last) {}

    /** Tearing an app down has ended. */
    default void left(TestedApp app, TeardownOutcome outcome) {}
}
