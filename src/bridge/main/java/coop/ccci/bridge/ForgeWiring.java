package coop.ccci.bridge;

import coop.ccci.bridge.admission.NamedAccounts;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Settings;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestRequest.Purpose;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.trigger.CommentPoll;
import coop.ccci.bridge.trigger.RepositoryPoll;
import coop.ccci.bridge.trigger.WatchedRepositories;
import coop.ccci.bridge.webhook.WebhookEndpoint;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Makes what the bridge has of each forge: transport, health, poll, webhook and their routes, so that one that is away holds no other
 * one up. All beans of a forge are called by its key, and so are its routes.
 */
final class ForgeWiring {
    private final Main camel;
    private final Configuration configuration;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, CamelTransport> transports = new HashMap<>();
    private final Map<String, Gitea> clients = new LinkedHashMap<>();
    private final Map<String, NamedAccounts> accounts = new HashMap<>();

    private ForgeWiring(Main camel, Configuration configuration, Ledger ledger, Clock clock) {
        this.camel = camel;
        this.configuration = configuration;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * The forges as those ask them who work on rows of the ledger.
     *
     * @param deciding whose requests are counted as deciding
     * @param showing whose requests are counted as showing
     * @param polling whose requests are counted as looking
     * @param accounts the accounts that the settings name, by the keys of the forges
     */
    record ForgeAccess(Forges deciding, Forges showing, Forges polling, Map<String, NamedAccounts> accounts) {}

    /** Binds the beans of all forges. */
    static ForgeAccess bind(Main camel, Configuration configuration, Ledger ledger, Clock clock) {
        var wiring = new ForgeWiring(camel, configuration, ledger, clock);
        configuration.forges().forEach(wiring::bind);
        WebhookEndpoint.beans(ledger).forEach(camel::bind);
        return new ForgeAccess(
                wiring.countedAs(Purpose.ADMISSION),
                wiring.countedAs(Purpose.REPORT),
                wiring.countedAs(Purpose.POLL),
                wiring.accounts);
    }

    private Forges countedAs(Purpose purpose) {
        return new Forges(clients.values()).over(forge -> transports.get(forge).countedAs(purpose));
    }

    private void bind(Configuration.Forge forge) {
        var key = forge.key();
        var health = new ForgeHealth(setting -> forge.setting(Settings.Key.valueOf(setting)));
        var transport = new CamelTransport(camel.getCamelContext(), Forges.api(forge), clock);
        var client = new Gitea(key, forge.url(), transport, health, ledger.repositories()::current);
        transports.put(key, transport);
        clients.put(key, client);
        camel.bind(key + "Transport", transport);
        var check = forge.name().isEmpty() ? "forge" : "forge-" + forge.name();
        camel.bind(key + "HealthCheck", new ReadinessCheck(check, health::problems));

        var polling = client.over(transport.countedAs(Purpose.POLL));
        var watched = new WatchedRepositories(polling, ledger, forge.repositories(), clock);
        camel.bind(key + "RepositoryList", forge.repositories());
        camel.bind(key + "WatchedRepositories", watched);
        camel.bind(key + "CommentPoll", new CommentPoll(polling, ledger, watched, clock));
        camel.bind(
                key + "RepositoryPoll",
                new RepositoryPoll(polling, ledger, watched, RecipeWiring.sources(configuration), clock));
        var named = new NamedAccounts(polling, ledger.accountNumbers(), forge.allowlist(), forge.bots());
        accounts.put(key, named);
        camel.bind(key + "NamedAccounts", named);
        WebhookEndpoint.beans(ledger, key, forge.webhookSecrets(), forge.setting(Settings.Key.WEBHOOK_SECRET))
                .forEach(camel::bind);
    }

    /**
     * A route of a forge besides the first, whose routes stand in files.
     *
     * @param id the route's id
     * @param template the template that it is made of
     * @param parameters the template's
     */
    private record ForgeRoute(String id, String template, Map<String, Object> parameters) {
        private void addTo(CamelContext context) {
            try {
                context.addRouteFromTemplate(id, template, id + "-", null, parameters);
            } catch (Exception e) {
                throw new IllegalStateException("the route " + id + " cannot be made: " + e.getMessage(), e);
            }
        }
    }

    private static Stream<ForgeRoute> routes(Configuration configuration) {
        return configuration.forges().stream()
                .filter(forge -> !forge.name().isEmpty())
                .flatMap(forge -> routes(forge).stream());
    }

    private static List<ForgeRoute> routes(Configuration.Forge forge) {
        Map<String, Object> system = Map.of("system", forge.key());
        Map<String, Object> key = Map.of("forge", forge.key());
        return List.of(
                new ForgeRoute(forge.key() + "-request", "request-json", system),
                new ForgeRoute(forge.key() + "-send", "send-json", system),
                new ForgeRoute(forge.key() + "-call", "call-json", system),
                new ForgeRoute("poll-" + forge.key(), "poll-forge", key),
                new ForgeRoute("poll-repositories-" + forge.key(), "poll-refs", key),
                new ForgeRoute(
                        "webhook-" + forge.key(), "webhook", Map.of("forge", forge.key(), "path", forge.hookPath())));
    }

    /** Adds the routes of all forges but the first, when those of the files are there. */
    static void addRoutes(CamelContext context, Configuration configuration) {
        routes(configuration).forEach(route -> route.addTo(context));
    }

    /** Returns the ids of these routes. */
    static Set<String> routeIds(Configuration configuration) {
        return routes(configuration).map(ForgeRoute::id).collect(Collectors.toUnmodifiableSet());
    }
}
