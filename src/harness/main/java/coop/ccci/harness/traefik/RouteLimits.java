package coop.ccci.harness.traefik;

import coop.ccci.harness.compose.LabelViolation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the labels of an app may ask of Traefik: routers, services and middlewares under its own names, for its own hosts, to
 * its own containers. A label that is not known here is refused: one of Traefik's next version may give it power (docs:
 * doc.traefik.io, "Docker swarm", routing configuration).
 */
public final class RouteLimits {
    private static final String PREFIX = "traefik.";

    /** What says nothing of routes: whether, by which network, and with which of several instances of Traefik. */
    private static final Set<String> PLAIN = Set.of(
            "enable",
            "docker.network",
            "docker.lbswarm",
            "swarm.network",
            "swarm.lbswarm",
            "constraint-label",
            "constraint-label-stack");

    /** The entry points that apps share, and Traefik's own. */
    private static final Set<String> SHARED = Set.of("web", "web-secure", "websecure", "http", "https", "traefik");

    private static final String OF_TRAEFIK = "traefik";

    /** The dashboard's is close to the greatest number that there is. */
    private static final int MAX_PRIORITY = 1_000_000;

    private static final Set<String> PROTOCOLS = Set.of("http", "tcp", "udp");

    /** What has a name, by the word for all of its kind. */
    private static final Map<String, String> NAMED =
            Map.of("routers", "router", "services", "service", "middlewares", "middleware");

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int MAX_PORT = 65_535;
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,3}]");
    private static final Pattern HARMLESS_OF_ROUTER =
            Pattern.compile("rulesyntax|tls|tls\\.certresolver|tls\\.passthrough|observability\\.[a-z]+");
    private static final Pattern HARMLESS_OF_SERVICE = Pattern.compile(
            "loadbalancer|loadbalancer\\.(sticky(\\.cookie(\\.[a-z]+)?)?|healthcheck\\.[a-z]+(\\.[a-z-]+)?|passhostheader|"
                    + "responseforwarding\\.flushinterval|strategy|terminationdelay|proxyprotocol(\\.version)?|"
                    + "server\\.(scheme|weight|preservepath|tls))");

    private final Map<String, String> labels;
    private final OwnNames own;
    private final OwnRule rules;
    private final MiddlewareLimits middlewares;
    private final List<LabelViolation> found = new ArrayList<>();

    private RouteLimits(Map<String, String> labels, OwnNames own) {
        this.labels = new TreeMap<>(labels);
        this.own = own;
        this.rules = new OwnRule(own);
        this.middlewares = new MiddlewareLimits(own);
    }

    /**
     * Judges the labels of one service.
     *
     * @param labels all that it has, those of others too, with their variables replaced
     * @param stack the name of its app's stack
     * @param domain the domain that its app serves
     * @return what is not allowed, by the order of the keys; empty where all is well
     */
    public static List<LabelViolation> findings(Map<String, String> labels, String stack, String domain) {
        var limits = new RouteLimits(labels, new OwnNames(stack, domain.toLowerCase(Locale.ROOT)));
        limits.labels.forEach((key, value) -> {
            if (key.strip().toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
                limits.misnamed(key)
                        .or(() -> limits.judge(key, value).map(why -> new LabelViolation(key, why)))
                        .ifPresent(limits.found::add);
            }
        });
        return List.copyOf(limits.found);
    }

    /** What has another's name has it in all of its labels, whatever else they say. */
    private Optional<LabelViolation> misnamed(String key) {
        var parts = key.split("\\.", 5);
        var protocol = parts[1].toLowerCase(Locale.ROOT);
        if (parts.length < 5 || !PROTOCOLS.contains(protocol) || own.isOwn(parts[3])) {
            return Optional.empty();
        }
        var why =
                "another app may have the name " + parts[3] + " too: let it begin with the stack's name, ${STACK_NAME}";
        var kind = Optional.ofNullable(NAMED.get(parts[2].toLowerCase(Locale.ROOT)));
        return Optional.of(kind.map(word -> new LabelViolation(
                        key,
                        "Traefik's " + (protocol.equals("http") ? "" : protocol.toUpperCase(Locale.ROOT) + " ") + word
                                + " " + parts[3],
                        why))
                .orElseGet(() -> new LabelViolation(key, why)));
    }

    private Optional<String> judge(String key, String value) {
        var parts = key.split("\\.", 5);
        if (PLAIN.contains(key.toLowerCase(Locale.ROOT).substring(PREFIX.length()))) {
            return Optional.empty();
        }
        var protocol = parts[1].toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol) || parts.length < 5) {
            return unknown("none of the labels by which an app gets a route: those are traefik.enable, and"
                    + " traefik.http.routers.…, .services.… and .middlewares.… under the app's own name");
        }
        var field = INDEX.matcher(parts[4].toLowerCase(Locale.ROOT)).replaceAll("[]");
        return switch (parts[2].toLowerCase(Locale.ROOT)) {
            case "routers" -> router(key, protocol, field, value.strip());
            case "services" -> service(field, value.strip());
            case "middlewares" -> middlewares.problem(field, value.strip());
            default -> unknown("neither of a router nor of a service nor of a middleware");
        };
    }

    private Optional<String> router(String key, String protocol, String field, String value) {
        if (HARMLESS_OF_ROUTER.matcher(field).matches()) {
            return Optional.empty();
        }
        return switch (field) {
            case "rule" -> rule(key, protocol, value);
            case "entrypoints" -> entryPoints(protocol, value);
            case "priority" -> priority(value);
            case "service" ->
                own.isOwnTarget(value)
                        ? Optional.empty()
                        : Optional.of(
                                "it leads to " + value + ", which is not the app's own: name a service of Traefik that"
                                        + " begins with ${STACK_NAME}");
            case "middlewares", "tls.options" ->
                value.equals("default")
                        ? Optional.empty()
                        : own.foreign(value)
                                .map(name ->
                                        "it names " + name + ", which is neither the app's own (${STACK_NAME}…) nor"
                                                + " the operator's (…@file)");
            case "tls.domains[].main", "tls.domains[].sans" ->
                List.of(value.split(",", -1)).stream()
                        .map(String::strip)
                        .filter(host -> !host.isEmpty() && !own.isOwnHost(host))
                        .findFirst()
                        .map(host -> "it asks for a certificate for " + host + ", which is not the app's own host");
            default -> unknown("no setting of a router that an app may have");
        };
    }

    /** Without a name of a host in it a connection can only be told by its entry point, which must then be the app's alone. */
    private Optional<String> rule(String key, String protocol, String value) {
        if (protocol.equals("tcp") && OwnRule.isForAll(value)) {
            var entryPoints = entryPointsOf(key);
            return !entryPoints.isEmpty() && entryPoints.stream().noneMatch(SHARED::contains)
                    ? Optional.empty()
                    : Optional.of(
                            "the rule " + value + " takes every connection of an entry point that all apps share: name"
                                    + " the app's own host, HostSNI(`${DOMAIN}`) with tls, or give the router an entry point"
                                    + " of its own");
        }
        return rules.problem(value);
    }

    private Set<String> entryPointsOf(String key) {
        var prefix = key.substring(0, key.length() - "rule".length()).toLowerCase(Locale.ROOT);
        var all = new HashSet<String>();
        labels.forEach((other, value) -> {
            if (other.toLowerCase(Locale.ROOT).equals(prefix + "entrypoints")) {
                all.addAll(names(value));
            }
        });
        return all;
    }

    private Optional<String> entryPoints(String protocol, String value) {
        var names = names(value);
        if (names.contains(OF_TRAEFIK)) {
            return Optional.of("the entry point traefik is that of Traefik's own dashboard: take web-secure");
        }
        return protocol.equals("udp") && names.stream().anyMatch(SHARED::contains)
                ? Optional.of("a UDP router has no rule, so it takes all of its entry point, and " + value
                        + " is shared: give it an entry point of its own")
                : Optional.empty();
    }

    private static List<String> names(String value) {
        return List.of(value.split(",", -1)).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Optional<String> priority(String value) {
        return value.isEmpty() || (value.matches("[0-9]{1,7}") && Integer.parseInt(value) <= MAX_PRIORITY)
                ? Optional.empty()
                : Optional.of("the priority " + value
                        + " may be above that of Traefik's own routers: give a whole number of at" + " most "
                        + MAX_PRIORITY);
    }

    private Optional<String> service(String field, String value) {
        if (HARMLESS_OF_SERVICE.matcher(field).matches()) {
            return Optional.empty();
        }
        return switch (field) {
            case "loadbalancer.server.port" ->
                isPort(value)
                        ? Optional.empty()
                        : Optional.of("the port " + value
                                + " is none: give the number of the port on which the container" + " listens");
            case "loadbalancer.serverstransport" ->
                own.foreign(value)
                        .map(name ->
                                "it names " + name + ", which is neither the app's own nor the operator's (…@file)");
            case "loadbalancer.server.url", "loadbalancer.server.address", "loadbalancer.servers[].url" ->
                Optional.of("it leads to the address " + value + " and not to the app's own containers: give"
                        + " loadbalancer.server.port");
            default -> unknown("no setting of a service of Traefik that an app may have");
        };
    }

    /** An empty one is as good as none: Traefik then says what is missing. */
    private static boolean isPort(String value) {
        return value.isEmpty() || (PORT.matcher(value).matches() && Integer.parseInt(value) <= MAX_PORT);
    }

    private static Optional<String> unknown(String what) {
        return Optional.of("it is " + what);
    }
}
