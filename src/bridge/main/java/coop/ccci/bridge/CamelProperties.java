package coop.ccci.bridge;

import coop.ccci.bridge.Bridge.Scope;
import coop.ccci.bridge.config.Configuration;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Camel's properties, out of the operator's configuration, and the routes that these load; the routes read the {@code ccci.} ones. */
final class CamelProperties {
    /** How often all rows are looked for that need a step, whether somebody told of them or not. */
    private static final Duration POLL_DELAY = Duration.ofMillis(500);

    /** How long a connection may take, besides the answer. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The routes that are the dashboard's, by their ids; a process of its own may have them instead of the bridge. */
    static final Set<String> PAGES = Set.of(
            "list-runs",
            "show-api",
            "show-asset",
            "show-badge",
            "show-host",
            "not-found",
            "show-recipe",
            "show-recipes",
            "show-run",
            "show-run-file");

    private static final Set<String> WORK = Set.of(
            "poll-gitea",
            "webhook-gitea",
            "poll-ledger",
            "trim-ledger",
            "find-triggers",
            "find-queued-runs",
            "find-running-runs",
            "find-reports",
            "find-pull-requests",
            "admit-triggers",
            "admit-run",
            "cancel-runs",
            "answer-help",
            "refuse-trigger",
            "ignore-trigger",
            "launch-runs",
            "start-run",
            "watch-runs",
            "observe-run",
            "finish-run",
            "report-runs",
            "show-runs",
            "report-triggers",
            "gitea-request",
            "gitea-send",
            "gitea-call",
            "show-status",
            "admin-cancel",
            "admin-rerun",
            "admin-pause",
            "admin-resume",
            "admin-sweep",
            "admin-abandon",
            "sweep-recipes",
            "poll-repositories",
            "find-repositories",
            "look-at-repository",
            "find-recipe-triggers",
            "admit-recipe-triggers",
            "find-level-changes",
            "tell-level-changes",
            "send-webhook");

    /** The routes of every engine, by their ids: one that is missing, or one too many, is a broken installation. */
    static final Set<String> ROUTES =
            Stream.of(WORK, PAGES).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    /** Those of each engine besides. */
    static final Map<String, Set<String>> ROUTES_OF_ENGINES = Map.of(
            "local",
            Set.of("local-observe", "local-start", "local-signal"),
            "drone",
            Set.of("drone-observe", "drone-create-build", "drone-request", "drone-send", "drone-call", "check-drone"));

    /** Returns the routes by folder: a pattern over all folders loses the folder's name when the routes are read out of a jar. */
    private static String routes(String engine, Scope scope) {
        return Stream.of("ledger", "triggers", "runs", "engines/" + engine, "dashboard", "http", "operator")
                .filter(group -> scope == Scope.WITH_PAGES || !group.equals("dashboard"))
                .map(group -> "classpath:routes/" + group + "/*.camel.yaml")
                .collect(Collectors.joining(","));
    }

    private CamelProperties() {}

    static Map<String, String> of(Configuration configuration, Scope scope) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("camel.main.name", "cc-ci");
        settings.put(
                "camel.main.routesIncludePattern", routes(configuration.engine().name(), scope));
        settings.put("ccci.engine", configuration.engine().name());
        settings.put("camel.main.shutdownTimeout", "15");
        settings.put("camel.main.useMdcLogging", "true");
        // Who is woken looks for all there is to do: one more call while it waits to look changes nothing.
        settings.put("camel.component.seda.queueSize", "1");
        settings.put("camel.component.seda.defaultDiscardWhenFull", "true");
        settings.putAll(HttpServers.properties(configuration.http(), configuration.management()));
        // Counts of every step cost time, and whoever sees them may stop routes: only where the operator has set a
        // token.
        var isWatched = configuration.management().token().isPresent();
        settings.put("camel.main.jmxEnabled", String.valueOf(isWatched));
        settings.put("camel.management.jolokiaEnabled", String.valueOf(isWatched));
        settings.put(
                "ccci.poll.interval",
                String.valueOf(configuration.pollInterval().toMillis()));
        settings.put("ccci.poll-delay", String.valueOf(POLL_DELAY.toMillis()));
        settings.put(
                "ccci.webhook.deliveries", String.valueOf(configuration.http().hooksPerSecond()));
        settings.put("ccci.webhook.period", "1000");
        configuration.forges().forEach(forge -> settings.put("ccci." + forge.key() + ".host", host(forge.url())));
        var webhook = configuration.recipes().level().webhook().map(CamelProperties::host);
        settings.put("ccci.webhook.out", webhook.orElse("http://none.invalid"));
        configuration.engine().drone().ifPresent(drone -> settings.put("ccci.drone.host", host(drone.url())));
        settings.putAll(of(configuration.requests()));
        settings.putAll(configuration.camel());
        return settings;
    }

    private static Map<String, String> of(Configuration.Requests requests) {
        var timeout = requests.timeout().toMillis();
        return Map.of(
                "ccci.request.timeout", String.valueOf(timeout),
                "ccci.request.timeout-all", String.valueOf(timeout + CONNECT.toMillis()),
                "ccci.retry.times", String.valueOf(requests.retries()),
                "ccci.breaker.percent", String.valueOf(requests.breakerPercent()),
                "ccci.breaker.seconds",
                        String.valueOf(Math.max(1, requests.breakerPause().toSeconds())));
    }

    /** Returns the one host that the endpoint leads to; paths are added to it. */
    private static String host(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /**
     * Checks that the routes that were loaded are those of the application.
     *
     * @throws IllegalStateException when they differ
     */
    static void requireRoutes(CamelContext context, Configuration configuration, Scope scope) {
        var wanted = new TreeSet<>(scope == Scope.WITH_PAGES ? ROUTES : WORK);
        wanted.addAll(ROUTES_OF_ENGINES.get(configuration.engine().name()));
        wanted.addAll(ForgeWiring.routeIds(configuration));
        requireRoutes(context, wanted);
    }

    /**
     * Checks that exactly these routes were loaded.
     *
     * @throws IllegalStateException when they differ
     */
    static void requireRoutes(CamelContext context, Set<String> wanted) {
        var missing = new TreeSet<>(wanted);
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
