package coop.ccci.harness.traefik;

import coop.ccci.harness.compose.LabelPlaces;
import coop.ccci.harness.swarm.DeployedService;
import coop.ccci.harness.swarm.DeployedServices;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out why Traefik has no route to an app, where it is known: in the app's labels, read as this Traefik reads them, and
 * in the log of this Traefik, which is a service of the swarm with an image of that name.
 *
 * <p>Every method throws a {@link coop.ccci.harness.result.RunException} of the environment when Docker does not answer.
 */
public final class RouteDiagnosis {
    private static final Pattern IMAGE = Pattern.compile("(.*/)?traefik([:@].*)?");
    private static final int HTTPS = 443;
    private static final int LOG_LINES = 800;

    /** The services of an app are made one after another. */
    private static final Duration ONE_DEPLOY = Duration.ofSeconds(30);

    private static final int MAX_PATHS = 4;

    private final RunApp app;
    private final DeployedServices swarm;
    private final Path recipe;
    private final UnaryOperator<String> mask;

    /**
     * Makes ready.
     *
     * @param recipe the folder with the compose files that are deployed
     * @param mask hides secrets in what Traefik says
     */
    public RouteDiagnosis(RunApp app, DeployedServices swarm, Path recipe, UnaryOperator<String> mask) {
        this.app = app;
        this.swarm = swarm;
        this.recipe = recipe;
        this.mask = mask;
    }

    /**
     * Returns why there is no route, the most telling first, each with file and line where it is in the recipe.
     *
     * @param path the path at which the app is asked
     */
    public List<String> noRoute(String path) {
        var services = swarm.all();
        var since = services.stream()
                .filter(this::isOwn)
                .map(DeployedService::updated)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH)
                .minus(ONE_DEPLOY);
        var own = own(services);
        var traefik = traefik(services);
        var facts = traefik.map(this::facts).orElse(TraefikFacts.UNKNOWN);
        var others = services.stream()
                .filter(service -> !isOwn(service))
                .collect(Collectors.toMap(
                        DeployedService::name,
                        service -> new TraefikLabels(service.name(), service.labels()),
                        (one, two) -> one));
        var problems = new ArrayList<>(RouteProblems.of(own, facts, others, app.domain(), path));
        traefik.flatMap(service -> swarm.log(service, since, LOG_LINES))
                .map(mask)
                .map(log -> new TraefikLog(app.stack(), own).problems(log))
                .ifPresent(problems::addAll);
        return placed(problems, own);
    }

    /** Returns what there is to know where Traefik gets no answer of the app's container. */
    public List<String> noAnswer() {
        var own = own(swarm.all());
        var problems = new ArrayList<>(otherNetwork());
        for (var labels : own) {
            problems.addAll(placed(
                    labels.ports().stream()
                            .map(key -> new RouteProblem(
                                    labels.service(),
                                    key,
                                    "Traefik asks service " + labels.service() + " at port "
                                            + labels.labels().get(key) + ": does it listen there, on all addresses?"))
                            .toList(),
                    own));
        }
        return problems;
    }

    /**
     * Returns which services Traefik has a route to, and shares no network with: what answers at such an address, where
     * anything does, is something else.
     */
    public List<String> otherNetwork() {
        var services = swarm.all();
        var facts = traefik(services).map(this::facts).orElse(TraefikFacts.UNKNOWN);
        var own = own(services);
        var problems = own.stream()
                .filter(TraefikLabels::enabled)
                .filter(labels -> !facts.networks().isEmpty())
                .filter(labels -> services.stream()
                        .filter(this::isOwn)
                        .filter(service -> service.shortName().equals(labels.service()))
                        .anyMatch(service -> Collections.disjoint(service.networks(), facts.networks())))
                .map(labels -> new RouteProblem(
                        labels.service(),
                        labels.key("traefik.enable").orElse(""),
                        "service " + labels.service()
                                + " is on no network that Traefik is on: put it on the network proxy"))
                .toList();
        return placed(problems, own);
    }

    /** Returns other paths at which the app may answer: those that the rules of its routers name. */
    public List<String> otherPaths(String path) {
        var paths = new LinkedHashSet<String>();
        own(swarm.all()).stream()
                .flatMap(labels -> labels.routers().stream())
                .filter(router -> !router.tcp())
                .flatMap(router -> router.readable().stream())
                .forEach(rule -> rule.paths().stream()
                        .flatMap(named -> Stream.of(named.endsWith("/") ? named : named + "/", named))
                        .filter(named -> rule.test(app.domain(), named) != Rule.Truth.NO)
                        .filter(named -> !named.equals(path))
                        .forEach(paths::add));
        return paths.stream().limit(MAX_PATHS).toList();
    }

    /** Returns where the rule of a router stands that names a path, for people; empty where it is not found. */
    public Optional<String> ruleOf(String path) {
        var own = own(swarm.all());
        return own.stream()
                .flatMap(labels -> labels.routers().stream())
                .filter(router -> router.test(app.domain(), path) != Rule.Truth.NO)
                .findFirst()
                .map(router -> placed(
                                List.of(new RouteProblem(
                                        router.service(),
                                        router.prefix() + "rule",
                                        router.rule().orElse(""))),
                                own)
                        .get(0));
    }

    /** Returns the ports that the app's services publish on the machine. */
    public List<Integer> publishedPorts() {
        return swarm.all().stream()
                .filter(this::isOwn)
                .flatMap(service -> service.publishedPorts().stream())
                .sorted()
                .toList();
    }

    private boolean isOwn(DeployedService service) {
        return service.stack().equals(app.stack());
    }

    private List<TraefikLabels> own(List<DeployedService> services) {
        return services.stream()
                .filter(this::isOwn)
                .map(service -> new TraefikLabels(service.shortName(), service.labels()))
                .toList();
    }

    /** The one that publishes the port of HTTPS, where there are several. */
    private Optional<DeployedService> traefik(List<DeployedService> services) {
        var all = services.stream()
                .filter(service -> !isOwn(service))
                .filter(service ->
                        IMAGE.matcher(service.image().toLowerCase(Locale.ROOT)).matches())
                .toList();
        return all.stream()
                .filter(service -> service.publishedPorts().contains(HTTPS))
                .findFirst()
                .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty());
    }

    private TraefikFacts facts(DeployedService traefik) {
        return TraefikFacts.of(traefik.image(), traefik.settings(), swarm.configs(traefik), traefik.networks());
    }

    private List<String> placed(List<RouteProblem> problems, List<TraefikLabels> own) {
        var places = LabelPlaces.in(recipe);
        Map<String, Map<String, String>> labels = own.stream()
                .collect(Collectors.toMap(TraefikLabels::service, TraefikLabels::labels, (one, two) -> one));
        return problems.stream()
                .map(problem -> problem.text()
                        + places.of(
                                        problem.key(),
                                        labels.getOrDefault(problem.service(), Map.of())
                                                .getOrDefault(problem.key(), ""))
                                .map(place -> " (" + place + ")")
                                .orElse(""))
                .distinct()
                .toList();
    }
}
