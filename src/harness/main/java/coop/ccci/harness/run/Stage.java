package coop.ccci.harness.run;

import coop.ccci.harness.teardown.Janitor;
import coop.ccci.harness.teardown.Teardown;

/** The stages of a run, in order. */
public enum Stage {
    /** What was asked for and {@code recipe-tests/<recipe>/} make sense. */
    RECIPE_FILES("recipe-files"),

    /** The recipe is cloned at exactly the commit. */
    FETCH("fetch"),

    /** What dead runs left is torn down. */
    JANITOR(Janitor.STAGE),

    /** The app is registered, then made: its variables and secrets. */
    PREPARE("prepare"),

    /** {@code abra} deploys it. */
    DEPLOY("deploy"),

    /** Swarm runs what was deployed. */
    CONVERGE("converge"),

    /** The app answers. */
    SERVE("serve"),

    /** The assertions of the install tier. */
    INSTALL("install"),

    /** Nothing is left. */
    TEARDOWN(Teardown.STAGE);

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** The name in events. */
    public String word() {
        return word;
    }
}
