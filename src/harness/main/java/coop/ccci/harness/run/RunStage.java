package coop.ccci.harness.run;

import coop.ccci.contract.Tier;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;

/** The stages of a run, in order; one that runs in the background stands where it begins. */
public enum RunStage {
    /** What was asked for and {@code recipe-tests/<recipe>/} make sense. */
    RECIPE_FILES("recipe-files"),

    /** The recipe's own tests are compiled, beside what comes before anything is made. */
    COMPILE("compile"),

    /** The recipe is cloned at exactly the commit. */
    FETCH("fetch"),

    /** abra lints the recipe, beside everything that follows; whatever comes of it, the run goes on. */
    LINT("lint"),

    /** What dead runs left is torn down. */
    JANITOR(Janitor.STAGE),

    /** The app is registered, then made: its variables and secrets. */
    PREPARE("prepare"),

    /** All its images are on this machine. */
    PREPULL("prepull"),

    /** {@code abra} deploys it. */
    DEPLOY("deploy"),

    /** Swarm runs what was deployed. */
    CONVERGE("converge"),

    /** The app answers. */
    SERVE("serve"),

    /** What must be true of the app that was deployed first. */
    INSTALL("install"),

    /** The commit under test is deployed over the base. */
    UPGRADE("upgrade"),

    /** A backup is made and looked into. */
    BACKUP("backup"),

    /** What was changed after the backup is brought back. */
    RESTORE("restore"),

    /** The recipe's own tests. */
    FUNCTIONAL("functional"),

    /** The landing page of the app is photographed, where it answers; whatever comes of it, the run goes on. */
    SCREENSHOT("screenshot"),

    /** Nothing is left. */
    TEARDOWN(Teardown.STAGE),

    /** No secret stands in what the run leaves. */
    SCAN("scan");

    private final String word;

    RunStage(String word) {
        this.word = word;
    }

    /** Returns the stage of a tier. */
    static RunStage of(Tier tier) {
        return switch (tier) {
            case INSTALL -> INSTALL;
            case UPGRADE -> UPGRADE;
            case BACKUP -> BACKUP;
            case RESTORE -> RESTORE;
            case FUNCTIONAL -> FUNCTIONAL;
        };
    }

    /** Returns the name that events have. */
    public String code() {
        return word;
    }
}
