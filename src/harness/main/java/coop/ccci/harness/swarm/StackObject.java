package coop.ccci.harness.swarm;

/**
 * Something that a stack left on the swarm.
 *
 * @param kind what it is
 * @param id by which Docker removes it
 * @param name for people
 */
public record StackObject(Kind kind, String id, String name) {
    /** Every kind of object that a stack can leave behind, in the order in which they can be removed. */
    public enum Kind {
        /** A service; its tasks and containers follow it. */
        SERVICE,
        /** A container, of a task or made by hand on the stack's network. */
        CONTAINER,
        /** A network; it can go when no container is on it. */
        NETWORK,
        /** A volume; it can go when no container uses it. */
        VOLUME,
        /** A secret; it can go when no service uses it. */
        SECRET,
        /** A config; it can go when no service uses it. */
        CONFIG
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
    }
}
