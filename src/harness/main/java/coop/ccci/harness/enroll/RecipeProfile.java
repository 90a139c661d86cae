package coop.ccci.harness.enroll;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.ServiceLabels;
import coop.ccci.harness.evidence.DatabaseKind;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.traefik.RouteRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What can be seen of a recipe without deploying it, as far as its folder in {@code recipe-tests/} has to do with it.
 *
 * @param images the image of each service; empty text where it has none
 * @param healthPaths the paths that health checks ask, by service; at most one each
 * @param volumes the names of its volumes
 * @param routed the services to which Traefik may lead what is asked of the app's own domain
 * @param ports the ports that are published on the machine, by service
 * @param backedUp whether a service asks for backups
 * @param databases the services that are a database, and which
 */
public record RecipeProfile(
        Map<String, String> images,
        Map<String, String> healthPaths,
        List<String> volumes,
        List<String> routed,
        Map<String, List<Integer>> ports,
        boolean backedUp,
        Map<String, String> databases) {
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[A-Za-z0-9.\\[\\]_-]+(?::[0-9]{1,5})?(/[A-Za-z0-9/._~-]{0,200})?");
    private static final Pattern SHORT_PORT = Pattern.compile("(?:[0-9.]+:)?([0-9]{1,5}):[0-9]{1,5}(?:/[a-z]+)?");

    /** Copies what could change. */
    public RecipeProfile {
        images = new TreeMap<>(images);
        healthPaths = new TreeMap<>(healthPaths);
        volumes = List.copyOf(volumes);
        routed = List.copyOf(routed);
        ports = new TreeMap<>(ports);
        databases = new TreeMap<>(databases);
    }

    /** Looks at compose files whose variables are replaced. */
    public static RecipeProfile of(Compose compose, RunApp app) {
        var names = ComposeNames.of(compose, app);
        var images = new TreeMap<String, String>();
        names.services().forEach(service -> images.put(service, names.images().getOrDefault(service, "")));
        var paths = new TreeMap<String, String>();
        var ports = new TreeMap<String, List<Integer>>();
        var volumes = new TreeSet<String>();
        for (var file : compose.files().values()) {
            volumes.addAll(Compose.children(file, "volumes").keySet());
            var services = Compose.children(file, "services");
            for (var service : services.keySet()) {
                var settings = Compose.children(services, service);
                path(Compose.children(settings, "healthcheck").get("test")).ifPresent(path -> paths.put(service, path));
                var published = published(settings.get("ports"));
                if (!published.isEmpty()) {
                    ports.put(service, published);
                }
            }
        }
        var labels = ServiceLabels.of(compose);
        var routed = RouteRequirements.leadingTo(compose, app, "/");
        return new RecipeProfile(
                images,
                paths,
                List.copyOf(volumes),
                routed,
                ports,
                labels.stream().anyMatch(service -> service.deploy()
                        .getOrDefault("backupbot.backup", "")
                        .equals("true")),
                databases(images, routed));
    }

    /**
     * An image may hold a database and the app that uses it. Where a service to which Traefik leads and one to which it does
     * not have the same, the one behind is the database.
     */
    static Map<String, String> databases(Map<String, String> images, List<String> routed) {
        var behind = images.entrySet().stream()
                .filter(image -> !routed.contains(image.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return images.entrySet().stream()
                .filter(image -> !routed.contains(image.getKey()) || !behind.contains(image.getValue()))
                .filter(image -> DatabaseKind.ofImage(image.getValue())
                        .filter(DatabaseKind::isKept)
                        .isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, image -> DatabaseKind.ofImage(image.getValue())
                        .orElseThrow()
                        .label()));
    }

    /** The path of the first address in a health check's command. */
    private static Optional<String> path(Object test) {
        var address = ADDRESS.matcher(
                test instanceof List<?> words
                        ? words.stream().map(String::valueOf).collect(Collectors.joining(" "))
                        : String.valueOf(test));
        return address.find() ? Optional.ofNullable(address.group(1)).or(() -> Optional.of("/")) : Optional.empty();
    }

    private static List<Integer> published(Object ports) {
        var published = new ArrayList<Integer>();
        if (ports instanceof List<?> list) {
            for (var port : list) {
                var text = port instanceof Map<?, ?> map
                        ? String.valueOf(map.get("published"))
                        : SHORT_PORT.matcher(String.valueOf(port)).replaceFirst("$1");
                if (text.matches("[1-9][0-9]{0,4}")) {
                    published.add(Integer.parseInt(text));
                }
            }
        }
        return published;
    }
}
