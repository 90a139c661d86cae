package coop.ccci.harness.traefik;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What the labels of an app themselves say about why there is no route to it: labels are read as this Traefik reads them,
 * and nothing is concluded from what is not known of it. Tried on Traefik 3.6.
 */
final class RouteProblems {
    private static final Set<String> INTERNAL = Set.of("internal");
    private final List<TraefikLabels> app;
    private final TraefikFacts traefik;
    private final Map<String, TraefikLabels> others;
    private final String host;
    private final String path;
    private final List<RouteProblem> problems = new ArrayList<>();

    private RouteProblems(
            List<TraefikLabels> app,
            TraefikFacts traefik,
            Map<String, TraefikLabels> others,
            String host,
            String path) {
        this.app = app;
        this.traefik = traefik;
        this.others = others;
        this.host = host;
        this.path = path;
    }

    /**
     * Looks at the labels.
     *
     * @param app the labels of each of the app's services
     * @param others the labels of all other services on the swarm, by their names
     * @param host the app's domain
     * @param path the path at which it is asked
     * @return the most telling first
     */
    static List<RouteProblem> of(
            List<TraefikLabels> app,
            TraefikFacts traefik,
            Map<String, TraefikLabels> others,
            String host,
            String path) {
        var inspection = new RouteProblems(app, traefik, others, host, path);
        inspection.inspect();
        return List.copyOf(inspection.problems);
    }

    private void inspect() {
        var routers = app.stream()
                .flatMap(labels -> labels.routers().stream())
                .filter(router -> !router.tcp())
                .sorted(Comparator.comparing(router -> router.test(host, path) == Rule.Truth.NO))
                .toList();
        for (var router : routers) {
            var labels = labels(router.service());
            enabled(labels, router);
            rule(router);
            entryPoints(router);
            middlewares(router);
            target(labels, router);
            port(labels);
            twice(router);
        }
        elsewhere(routers);
        app.stream()
                .filter(labels -> labels.enabled() && labels.routers().isEmpty())
                .forEach(labels -> {
                    port(labels);
                    found(
                            labels.service(),
                            labels.key("traefik.enable").orElse(""),
                            "service " + labels.service()
                                    + " has traefik.enable, but no router: there is no label traefik.http.routers.….rule beside it");
                });
    }

    private TraefikLabels labels(String service) {
        return app.stream()
                .filter(labels -> labels.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private void found(String service, String key, String text) {
        var problem = new RouteProblem(service, key, text);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private void found(Router router, String option, String text) {
        found(router.service(), router.prefix() + option, text);
    }

    private void enabled(TraefikLabels labels, Router router) {
        if (!labels.enabled()) {
            var key = labels.key("traefik.enable");
            found(
                    labels.service(),
                    key.orElse(router.prefix() + "rule"),
                    key.isPresent()
                            ? "service " + labels.service() + " has traefik.enable="
                                    + labels.value("traefik.enable").orElse("") + ": Traefik passes it over; give true"
                            : "service " + labels.service() + " has routers, but not the label traefik.enable=true");
        }
    }

    private void rule(Router router) {
        if (router.rule().isEmpty()) {
            found(
                    router.service(),
                    firstKey(router),
                    "the router " + router.name() + " has no rule: give " + router.prefix() + "rule=Host(`${DOMAIN}`)");
            return;
        }
        try {
            var rule = Rule.parse(router.rule().get());
            if (!router.oldSyntax()) {
                rule.matchers().forEach(matcher -> RuleVersion.problem(matcher, traefik)
                        .ifPresent(why -> wrongMatcher(router, why)));
            }
        } catch (Rule.RuleException e) {
            found(
                    router,
                    "rule",
                    "the rule " + quoted(router) + " of the router " + router.name() + " cannot be read: "
                            + e.getMessage());
        }
    }

    private String firstKey(Router router) {
        return labels(router.service()).labels().keySet().stream()
                .filter(key -> key.startsWith(router.prefix()))
                .findFirst()
                .orElse("");
    }

    private static String quoted(Router router) {
        return router.rule().orElse("");
    }

    private void wrongMatcher(Router router, String why) {
        found(
                router,
                "rule",
                "the rule " + quoted(router) + " of the router " + router.name() + " cannot be used: " + why);
    }

    private void entryPoints(Router router) {
        if (traefik.entryPoints().isEmpty()) {
            return;
        }
        var unknown = router.entryPoints().stream()
                .filter(name -> traefik.entryPoints().stream().noneMatch(name::equalsIgnoreCase))
                .toList();
        if (!unknown.isEmpty()) {
            found(
                    router,
                    "entrypoints",
                    "the router " + router.name() + " is for the entry point " + unknown.get(0)
                            + ", which " + traefik.describe() + " does not have: it has "
                            + String.join(", ", new TreeSet<>(traefik.entryPoints())));
        }
    }

    private void middlewares(Router router) {
        for (var name : router.middlewares()) {
            reference(router, "middlewares", "middleware", name, TraefikLabels::middlewares);
        }
    }

    private void target(TraefikLabels labels, Router router) {
        if (router.target().isPresent()) {
            reference(router, "service", "service", router.target().get(), TraefikLabels::services);
        } else if (labels.services(router.tcp()).size() > 1) {
            found(
                    router,
                    "rule",
                    "the router " + router.name() + " names no service, and its labels define several: "
                            + String.join(", ", labels.services(router.tcp())) + "; say which by " + router.prefix()
                            + "service");
        }
    }

    private void reference(
            Router router,
            String option,
            String kind,
            String written,
            BiFunction<TraefikLabels, Boolean, List<String>> defined) {
        var at = written.lastIndexOf('@');
        var name = at < 0 ? written : written.substring(0, at);
        var provider = at < 0 ? "" : written.substring(at + 1);
        if (INTERNAL.contains(provider)) {
            return;
        }
        var own = traefik.labelProvider();
        if (!provider.isEmpty() && own.filter(provider::equals).isEmpty()) {
            if (own.isPresent()
                    && Set.of("docker", "swarm").contains(provider)
                    && !traefik.providers().contains(provider)) {
                found(
                        router,
                        option,
                        "the router " + router.name() + " uses the " + kind + " " + written + ", of the provider "
                                + provider + ", which " + traefik.describe()
                                + " does not have: it reads these labels as the provider "
                                + own.get() + "; write " + name + "@" + own.get() + ", or " + name + " alone");
            }
            return; // of another provider, for example a file, which cannot be seen from here
        }
        var isThere = app.stream()
                        .anyMatch(labels -> defined.apply(labels, router.tcp()).contains(name))
                || others.values().stream()
                        .anyMatch(labels -> defined.apply(labels, router.tcp()).contains(name))
                || (kind.equals("service")
                        && app.stream().anyMatch(labels -> labels.services(router.tcp())
                                .isEmpty()));
        if (!isThere) {
            found(
                    router,
                    option,
                    "the router " + router.name() + " uses the " + kind + " " + written
                            + ", which no label defines: there is no label traefik." + (router.tcp() ? "tcp" : "http")
                            + "." + kind + "s."
                            + name + ".…");
        }
    }

    private void port(TraefikLabels labels) {
        if (labels.ports().isEmpty()) {
            found(
                    labels.service(),
                    labels.key("traefik.enable").orElse(""),
                    "service " + labels.service()
                            + " has no label with a port: on a swarm Traefik takes none from the image; give"
                            + " traefik.http.services.${STACK_NAME}.loadbalancer.server.port=<port>");
        }
    }

    /** Two routers of one name with different rules are none (observed: "Router defined multiple times"). */
    private void twice(Router router) {
        others.forEach((name, labels) -> labels.routers().stream()
                .filter(other -> isSame(router, other) && labels.enabled())
                .findFirst()
                .ifPresent(other -> found(
                        router,
                        "rule",
                        "the router's name " + router.name() + " is also used by the service " + name
                                + " of another app, and Traefik then drops both: put ${STACK_NAME} into the name")));
        app.stream()
                .filter(labels -> !labels.service().equals(router.service()))
                .flatMap(labels -> labels.routers().stream())
                .filter(other -> isSame(router, other) && !other.rule().equals(router.rule()))
                .findFirst()
                .ifPresent(other -> found(
                        router,
                        "rule",
                        "the services " + router.service() + " and " + other.service() + " both define the router "
                                + router.name() + ", and Traefik then drops both: give each its own name"));
    }

    private static boolean isSame(Router one, Router other) {
        return one.tcp() == other.tcp() && one.name().equals(other.name());
    }

    /** Every router is for something else than what is asked. */
    private void elsewhere(List<Router> routers) {
        var readable =
                routers.stream().filter(router -> router.readable().isPresent()).toList();
        if (!readable.isEmpty() && routers.stream().allMatch(router -> router.test(host, path) == Rule.Truth.NO)) {
            var set = new HashSet<String>();
            readable.stream()
                    .filter(router -> set.add(quoted(router)))
                    .forEach(router -> found(
                            router,
                            "rule",
                            "the rule " + quoted(router) + " of the router " + router.name()
                                    + " does not match https://" + host + path));
        }
    }
}
