package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.gitea.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the host of a demo is on this machine, and how it and the sandbox reach each other.
 *
 * @param settings the sandbox's
 * @param credentials of its Gitea
 * @param gateway the address at which containers reach this machine
 * @param isBeside whether proxy and backup bot are the sandbox's
 */
record HostPlace(SandboxSettings settings, Credentials credentials, String gateway, boolean isBeside) {
    /** The parts of a host, in their order. */
    private static final List<String> PARTS = List.of("swarm", "proxy", "drone", "bridge", "dashboard", "backupbot");

    /** Returns the parts that are reconciled. */
    List<String> parts() {
        return PARTS.stream()
                .filter(part -> !isBeside || !List.of("proxy", "backupbot").contains(part))
                .toList();
    }

    /** Returns the stacks of those parts, in their order. */
    List<String> stacks() {
        return parts().stream()
                .filter(part -> !part.equals("swarm"))
                .map(part -> switch (part) {
                    case "bridge" -> "cc-ci";
                    case "dashboard" -> "cc-ci-dashboard";
                    default -> domain(part).replace('.', '_');
                })
                .toList();
    }

    /** Returns the domain of the app that a part is. */
    String domain(String part) {
        return switch (part) {
            case "proxy" -> "traefik." + settings.zone();
            case "backupbot" -> "backup." + settings.zone();
            default -> part + "." + settings.zone();
        };
    }

    /** Returns where Gitea answers containers, and this machine too. */
    URI gitea() {
        return URI.create("http://" + gateway + ":" + settings.giteaPort());
    }

    /** Returns where Drone answers people and the runner. */
    URI drone() {
        return URI.create("https://" + domain("drone"));
    }

    /** Returns where people see the pages. */
    URI pages() {
        return URI.create("https://" + settings.zone());
    }

    /** Returns what {@code ./cc-ci install} lays out. */
    Path installed() {
        return settings.folder().host().resolve("installed");
    }

    /** Returns what is {@code /var/lib/cc-ci} on the host; by this path the engine knows it. */
    Path state() {
        return settings.folder().host().resolve("state");
    }

    /** Returns what is {@code /run/secrets} on the host. */
    Path secrets() {
        return settings.folder().host().resolve("secrets");
    }

    /** Returns what is the host's package of abra. */
    Path abra() {
        return settings.folder().host().resolve("abra");
    }

    /** Returns what {@code src/unit-host} boots. */
    Path machine() {
        return settings.folder().host().resolve("machine");
    }
}
