package coop.ccci.harness.run;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import java.util.List;

/**
 * What is done with one app of a run, in order.
 *
 * @param app which one
 * @param stages from making it to the last look at it
 */
record AppPlan(TestedApp app, List<RunStage> stages) {
    /** Copies what could change. */
    AppPlan {
        stages = List.copyOf(stages);
    }

    /** Returns whether it is taken through a tier. */
    boolean has(Tier tier) {
        return stages.contains(RunStage.of(tier));
    }

    /** Returns the tier that answers for the app's being deployed, and for its running to the end. */
    Tier answerable() {
        return app == TestedApp.UPGRADED ? Tier.UPGRADE : Tier.INSTALL;
    }

    /** Returns the name that events have for a stage: the second app's stages are told apart from the first one's. */
    String name(RunStage stage) {
        return switch (app) {
            case FRESH -> stage == RunStage.FUNCTIONAL && !has(Tier.BACKUP) ? "fresh-" + stage.code() : stage.code();
            case UPGRADED ->
                stage.isSetup()
                        ? "base-" + stage.code()
                        : stage.tier().isPresent() || stage == RunStage.SCREENSHOT
                                ? stage.code()
                                : "upgraded-" + stage.code();
            case SECOND_FRESH ->
                stage.tier().isPresent() || stage == RunStage.SCREENSHOT ? stage.code() : "second-" + stage.code();
        };
    }
}
