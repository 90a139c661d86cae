package coop.ccci.harness.swarm;

import java.util.Locale;

/**
 * Something that a run's app has left on the swarm. Only {@link Swarm} makes one, and only of what belongs to a {@link
 * RunApp}: so what may be removed is decided in one place, and nothing else can be.
 */
public final class StackObject {
    private final RunApp owner;
    private final Kind kind;
    private final String id;
    private final String name;

    StackObject(RunApp owner, Kind kind, String id, String name) {
        this.owner = owner;
        this.kind = kind;
        this.id = id;
        this.name = name;
    }

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

    /** Returns whose it is. */
    public RunApp owner() {
        return owner;
    }

    /** Returns what it is. */
    public Kind kind() {
        return kind;
    }

    /** By which Docker removes it. */
    public String id() {
        return id;
    }

    /** For people. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackObject object && object.kind == kind && object.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}
