package coop.ccci.harness.traefik;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.LabelPlaces;
import coop.ccci.harness.compose.ServiceLabels;
import coop.ccci.harness.recipe.Health;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true of a recipe's labels before it is deployed: that there is a page to ask, unless {@code recipe.yml} says
 * that there is none, and that no router catches what is another app's.
 */
public final class RouteRequirements {
    /** The entry points that all apps share (those of Co-op Cloud's Traefik). */
    private static final Set<String> SHARED = Set.of("web", "web-secure");

    /** Plain HTTP alone: there a rule for every host is how people send all on to HTTPS. */
    private static final Set<String> PLAIN = Set.of("web");

    private static final List<String> NEIGHBOURS = List.of("neighbour.example.org", "neig-0a1b2c");

    private RouteRequirements() {}

    /**
     * Checks the labels.
     *
     * @param places where the labels are written
     * @param health how it is to be seen that the app serves
     * @throws RunException of the recipe when one of them does not hold
     */
    public static void check(Compose compose, RunApp app, Health health, LabelPlaces places) {
        var services = ServiceLabels.of(compose);
        services.forEach(labels -> check(labels, services, app, places));
        if (health.page().isPresent()) {
            requireRouter(services, places);
        }
    }

    private static void check(ServiceLabels labels, List<ServiceLabels> all, RunApp app, LabelPlaces places) {
        var shared = new HashSet<>(SHARED);
        all.forEach(each -> read(each).routers().stream()
                .filter(router -> !router.tcp())
                .forEach(router -> shared.addAll(router.entryPoints())));
        for (var router : read(labels).routers()) {
            if (catchesNeighbours(router, app, shared)) {
                var key = router.prefix() + "rule";
                var rule = router.rule().orElse("");
                throw RunException.recipe(
                        "the " + (router.tcp() ? "TCP router " : "router ") + router.name() + " with the rule "
                                + rule + " takes what is meant for every other app of this Traefik"
                                + at(places.of(key, rule)) + ": "
                                + (router.tcp()
                                        ? "give it HostSNI(`${DOMAIN}`) with tls, or an entry point of its own"
                                        : "name the app's own host in it, Host(`${DOMAIN}`)"));
            }
        }
    }

    private static TraefikLabels read(ServiceLabels labels) {
        return new TraefikLabels(labels.service(), labels.deploy());
    }

    private static boolean catchesNeighbours(Router router, RunApp app, Set<String> shared) {
        var entryPoints = router.entryPoints();
        var zone = app.domain().substring(app.domain().indexOf('.'));
        var isShared = entryPoints.isEmpty() || entryPoints.stream().anyMatch(shared::contains);
        if (!isShared || (!router.tcp() && !entryPoints.isEmpty() && PLAIN.containsAll(entryPoints))) {
            return false;
        }
        var least = router.tcp() ? Rule.Truth.MAYBE : Rule.Truth.YES;
        return router.readable().isPresent()
                && NEIGHBOURS.stream()
                        .map(name -> name.contains(".") ? name : name + zone)
                        .anyMatch(name -> router.test(name, "/").compareTo(least) >= 0);
    }

    /**
     * Returns the services to which a router of Traefik may lead what is asked of a path of the app's own domain: one whose rule
     * cannot be read, or depends on more than host and path, may.
     */
    public static List<String> leadingTo(Compose compose, RunApp app, String path) {
        return ServiceLabels.of(compose).stream()
                .map(RouteRequirements::read)
                .filter(TraefikLabels::enabled)
                .filter(labels -> labels.routers().stream()
                        .anyMatch(router -> !router.tcp() && router.test(app.domain(), path) != Rule.Truth.NO))
                .map(TraefikLabels::service)
                .toList();
    }

    private static void requireRouter(List<ServiceLabels> services, LabelPlaces places) {
        if (services.stream().map(RouteRequirements::read).anyMatch(TraefikLabels::mentionsTraefik)) {
            return;
        }
        var misplaced = services.stream()
                .map(labels -> new TraefikLabels(labels.service(), labels.container()))
                .filter(TraefikLabels::mentionsTraefik)
                .findFirst();
        if (misplaced.isPresent()) {
            var labels = misplaced.get();
            var key = labels.labels().keySet().stream()
                    .filter(name -> name.startsWith("traefik."))
                    .findFirst()
                    .orElse("");
            throw RunException.recipe(
                    "service " + labels.service() + " has its traefik labels under labels, where nobody reads them"
                            + " on a swarm" + at(places.of(key, labels.labels().getOrDefault(key, "")))
                            + ": move them below deploy");
        }
        throw RunException.recipe(
                "no service has a router of Traefik, so there is no web page that could be asked: there is no"
                        + " label traefik.enable=true under deploy.labels; where the app has no web page, declare in recipe.yml"
                        + " health.none with the reason, or health.tcp with a port that it publishes");
    }

    private static String at(Optional<String> place) {
        return place.map(where -> " (" + where + ")").orElse("");
    }
}
