package coop.ccci.reconcile.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of a host, in the order in which they are brought up. */
public enum PartName {
    SWARM,
    PROXY,
    DRONE,
    BRIDGE,
    DASHBOARD,
    BACKUPBOT;

    /** Returns the name as it is written in {@code host.json}, on the command line and in the names of units. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the part of this name; empty when there is none. */
    public static Optional<PartName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
    }
}
