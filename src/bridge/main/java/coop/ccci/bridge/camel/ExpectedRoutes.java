package coop.ccci.bridge.camel;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The routes that make up the application: one that is missing, or one too many, is a broken installation. */
public final class ExpectedRoutes {
    /** Those of every engine, by their ids. */
    public static final Set<String> IDS = Set.of(
            "poll-gitea",
            "webhook-gitea",
            "admit-triggers",
            "launch-runs",
            "watch-runs",
            "report-runs",
            "report-triggers",
            "gitea-request",
            "gitea-send",
            "show-api",
            "show-asset",
            "show-badge",
            "not-found",
            "show-recipe",
            "show-recipes",
            "show-run",
            "show-run-file");

    /** Those of each engine besides. */
    public static final Map<String, Set<String>> ENGINES =
            Map.of("local", Set.of("local-engine"), "drone", Set.of("drone-request", "drone-send", "check-drone"));

    private ExpectedRoutes() {}

    /**
     * Compares what was loaded with what should be.
     *
     * @throws IllegalStateException when they differ
     */
    public static void check(CamelContext context, String engine) {
        var missing = new TreeSet<>(IDS);
        missing.addAll(ENGINES.get(engine));
        var surplus = new TreeSet<String>();
        for (Route route : context.getRoutes()) {
            if (!missing.remove(route.getRouteId())) {
                surplus.add(route.getRouteId());
            }
        }
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new IllegalStateException("the routes are not what they should be: missing " + missing + ", unknown "
                    + surplus + "; build cc-ci again");
        }
    }
}
