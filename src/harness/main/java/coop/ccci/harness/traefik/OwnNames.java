package coop.ccci.harness.traefik;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is an app's own among the names of Traefik: what begins with its stack's name, and its domain with what lies below it.
 *
 * @param stack the name of its stack
 * @param domain the domain that it serves
 */
record OwnNames(String stack, String domain) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9*_.-]*");

    /** What Traefik offers of itself and what has no power: a router that only redirects is given it. */
    private static final String NOTHING = "noop@internal";

    /** Returns whether a router, service or middleware of this name is the app's. */
    boolean isOwn(String name) {
        return name.startsWith(stack) && NAME.matcher(name).matches();
    }

    /** Returns whether a host is the app's domain or lies below it. */
    boolean isOwnHost(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return HOST.matcher(host).matches() && (lower.equals(domain) || lower.endsWith("." + domain));
    }

    /** Returns whether a program on the app's networks is meant: one of its services, by their full names. */
    boolean isOwnService(String host) {
        var service = host.startsWith("tasks.") ? host.substring("tasks.".length()) : host;
        return service.startsWith(stack + "_") && NAME.matcher(service).matches();
    }

    /** Returns the first of several names, with commas between them, that is neither the app's nor the operator's. */
    Optional<String> foreign(String names) {
        return Stream.of(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !isAllowed(name))
                .findFirst();
    }

    /** Returns whether a service that a router names is the app's. */
    boolean isOwnTarget(String name) {
        return name.isEmpty() || name.equals(NOTHING) || isOwnQualified(name);
    }

    private boolean isAllowed(String name) {
        return isOwnQualified(name)
                || (name.endsWith("@file")
                        && NAME.matcher(name.substring(0, name.length() - "@file".length()))
                                .matches());
    }

    private boolean isOwnQualified(String name) {
        var parts = List.of(name.split("@", -1));
        return isOwn(parts.get(0))
                && (parts.size() == 1 || (parts.size() == 2 && parts.get(1).matches("swarm|docker")));
    }
}
