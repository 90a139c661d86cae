package coop.ccci.harness.run;

/** What a stage of a run gives to those after it. */
enum Fact {
    /** What was asked for and the recipe's files make sense. */
    PLAN,

    /** The recipe's repository stands at the commit, and where the upgrade begins is known. */
    HISTORY,

    /** Nothing of dead runs is left. */
    ROOM,

    /** The app is registered and has its settings and secrets; nothing of it runs. */
    SETTINGS,

    /** Its images are on this machine. */
    IMAGES,

    /** Swarm was given its services. */
    SERVICES,

    /** Swarm runs them. */
    RUNNING,

    /** The app answers. */
    ANSWERING,

    /** A snapshot of its data, unless the recipe makes no backups. */
    SNAPSHOT
}
