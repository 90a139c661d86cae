package coop.ccci.harness.traefik;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Traefik's labels of one service, as Traefik reads them: its own words in any case, names as they are written
 * (doc.traefik.io, "Docker swarm").
 *
 * @param service the name of the service in the compose file
 * @param labels the labels under {@code deploy.labels}, those of others included
 */
record TraefikLabels(String service, Map<String, String> labels) {
    private static final Pattern ROUTER = Pattern.compile("(?i)traefik\\.(http|tcp)\\.routers\\.([^.]+)\\.(.+)");
    private static final Pattern SERVICE = Pattern.compile("(?i)traefik\\.(http|tcp)\\.services\\.([^.]+)\\.(.+)");
    private static final Pattern MIDDLEWARE = Pattern.compile("(?i)traefik\\.(http|tcp)\\.middlewares\\.([^.]+)\\..+");
    private static final Pattern TRUE = Pattern.compile("1|t|T|true|TRUE|True");

    TraefikLabels {
        labels = new TreeMap<>(labels);
    }

    /** Returns the value of a label, whatever the case of its key. */
    Optional<String> value(String key) {
        return key(key).map(labels::get);
    }

    /** Returns a label's key as it is written. */
    Optional<String> key(String wanted) {
        return labels.keySet().stream().filter(wanted::equalsIgnoreCase).findFirst();
    }

    /** Returns whether the service asks for Traefik. */
    boolean enabled() {
        return value("traefik.enable")
                .filter(value -> TRUE.matcher(value.strip()).matches())
                .isPresent();
    }

    /** Returns whether there is any label of Traefik's. */
    boolean mentionsTraefik() {
        return labels.keySet().stream()
                .anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith("traefik."));
    }

    /** Returns the routers that are asked for. */
    List<Router> routers() {
        var found = new LinkedHashMap<String, Router>();
        labels.keySet().forEach(key -> {
            var router = ROUTER.matcher(key);
            if (router.matches()) {
                var prefix = key.substring(0, router.start(3));
                found.computeIfAbsent(
                        prefix.toLowerCase(Locale.ROOT),
                        any -> router(router.group(1).equalsIgnoreCase("tcp"), router.group(2), prefix));
            }
        });
        return List.copyOf(found.values());
    }

    private Router router(boolean tcp, String name, String prefix) {
        return new Router(
                tcp,
                name,
                service,
                value(prefix + "rule").filter(rule -> !rule.isBlank()),
                list(value(prefix + "entrypoints")),
                list(value(prefix + "middlewares")),
                value(prefix + "service").map(String::strip).filter(target -> !target.isEmpty()),
                value(prefix + "rulesyntax").filter("v2"::equalsIgnoreCase).isPresent(),
                prefix);
    }

    private static List<String> list(Optional<String> value) {
        return value.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Returns the names of the services of Traefik that are defined. */
    List<String> services(boolean tcp) {
        return names(SERVICE, tcp);
    }

    /** Returns the names of the middlewares that are defined. */
    List<String> middlewares(boolean tcp) {
        return names(MIDDLEWARE, tcp);
    }

    private List<String> names(Pattern pattern, boolean tcp) {
        var names = new TreeSet<String>();
        labels.keySet().forEach(key -> {
            var named = pattern.matcher(key);
            if (named.matches() && named.group(1).equalsIgnoreCase(tcp ? "tcp" : "http")) {
                names.add(named.group(2));
            }
        });
        return new ArrayList<>(names);
    }

    /** Returns the keys of the labels by which a service of Traefik is told its port or its address. */
    List<String> ports() {
        return labels.keySet().stream()
                .filter(key -> {
                    var named = SERVICE.matcher(key);
                    return named.matches()
                            && named.group(3)
                                    .toLowerCase(Locale.ROOT)
                                    .matches("loadbalancer\\.servers?(\\[\\d+])?\\.(port|url|address)");
                })
                .toList();
    }
}
