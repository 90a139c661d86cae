package coop.ccci.harness.run;

import coop.ccci.contract.Tier;
import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of a run, in order, each with what it needs of those before it and what it gives; one that runs in the
 * background stands where it begins. Those from {@link #PREPARE} to {@link #TEARDOWN} are gone through for each app.
 */
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

    /** What held when the app converged still holds. */
    LAST_LOOK("last-look"),

    /** The landing page of the app is photographed, where it answers; whatever comes of it, the run goes on. */
    SCREENSHOT("screenshot"),

    /** Nothing is left. */
    TEARDOWN(Teardown.STAGE),

    /** No secret stands in what the run leaves. */
    SCAN("scan");

    private static final Set<RunStage> SETUP = EnumSet.of(PREPARE, PREPULL, DEPLOY, CONVERGE, SERVE);

    private final String word;

    RunStage(String word) {
        this.word = word;
    }

    /** Returns what must be known before it. */
    Set<Fact> needs() {
        return switch (this) {
            case RECIPE_FILES, TEARDOWN, SCAN -> Set.of();
            case COMPILE, FETCH, JANITOR -> Set.of(Fact.PLAN);
            case LINT -> Set.of(Fact.HISTORY);
            case PREPARE -> Set.of(Fact.HISTORY, Fact.ROOM);
            case PREPULL -> Set.of(Fact.SETTINGS);
            case DEPLOY -> Set.of(Fact.SETTINGS, Fact.IMAGES);
            case CONVERGE -> Set.of(Fact.SERVICES);
            case SERVE, LAST_LOOK -> Set.of(Fact.RUNNING);
            case INSTALL, UPGRADE, BACKUP, FUNCTIONAL, SCREENSHOT -> Set.of(Fact.ANSWERING);
            case RESTORE -> Set.of(Fact.ANSWERING, Fact.SNAPSHOT);
        };
    }

    /** Returns what is known after it. */
    Set<Fact> gives() {
        return switch (this) {
            case RECIPE_FILES -> Set.of(Fact.PLAN);
            case FETCH -> Set.of(Fact.HISTORY);
            case JANITOR -> Set.of(Fact.ROOM);
            case PREPARE -> Set.of(Fact.SETTINGS);
            case PREPULL -> Set.of(Fact.IMAGES);
            case DEPLOY -> Set.of(Fact.SERVICES);
            case CONVERGE -> Set.of(Fact.RUNNING);
            case SERVE -> Set.of(Fact.ANSWERING);
            case BACKUP -> Set.of(Fact.SNAPSHOT);
            case COMPILE, LINT, INSTALL, UPGRADE, RESTORE, FUNCTIONAL, LAST_LOOK, SCREENSHOT, TEARDOWN, SCAN ->
                Set.of();
        };
    }

    /** Returns whether it belongs to deploying an app from nothing. */
    boolean isSetup() {
        return SETUP.contains(this);
    }

    /** Returns the tier of which it is the stage; empty when it is none's. */
    Optional<Tier> tier() {
        return Arrays.stream(Tier.values()).filter(tier -> of(tier) == this).findFirst();
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
