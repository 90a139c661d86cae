package coop.ccci.sandbox.part;

/** Which parts a sandbox brings up. */
public enum SandboxKind {
    /** What the demo and the tests need. */
    PLAIN,

    /** What a host is tried on that brings its own proxy and backup bot: all but these, and what it deploys by abra. */
    UNDER_HOST,

    /** What a host deploys by abra, and nothing else: the rest is up already, with a proxy and a backup bot. */
    BESIDE_HOST;
}
