package coop.ccci.harness.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code docker stack deploy} asks of the engine for compose files that are laid over one another
 * (github.com/docker/cli, cli/compose/convert). It has more patience than Docker's program, which holds the files against a
 * schema first: so whoever judges the requests sees more than the engine ever would.
 */
final class StackRequests {
    static final String NAMESPACE = "com.docker.stack.namespace";

    private final Map<String, Object> compose;
    private final Path recipe;
    private final String stack;
    private final List<Request> all = new ArrayList<>();

    private StackRequests(Map<String, Object> compose, Path recipe, String stack) {
        this.compose = compose;
        this.recipe = recipe;
        this.stack = stack;
    }

    /**
     * A request.
     *
     * @param target its path
     * @param body its JSON
     */
    record Request(String target, ObjectNode body) {}

    /** Thrown where Docker's program itself refuses the files. */
    static final class NotDeployableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDeployableException(String message) {
            super(message);
        }
    }

    /** Returns the requests; none where Docker's program refuses the files. */
    static List<Request> of(Collection<?> documents, Path recipe, String stack) {
        var compose = new LinkedHashMap<String, Object>();
        documents.forEach(document -> merge(compose, document));
        var requests = new StackRequests(compose, recipe, stack);
        try {
            requests.make();
        } catch (NotDeployableException e) {
            return List.of();
        }
        return requests.all;
    }

    private void make() {
        entries(compose.get("networks")).forEach(this::network);
        for (var kind : List.of("secrets", "configs")) {
            entries(compose.get(kind)).forEach((key, object) -> data(kind, key, object));
        }
        entries(compose.get("services"))
                .forEach((key, service) -> all.add(new Request(
                        "/v1.41/services/create", new ServiceRequest(compose, stack, key, service).json())));
    }

    private void network(String key, Object network) {
        if (isExternal(network)) {
            return;
        }
        var body = named("networks", key, network).put("CheckDuplicate", true);
        body.put("Driver", text(at(network, "driver")).isEmpty() ? "overlay" : text(at(network, "driver")));
        texts(body, "Options", at(network, "driver_opts"));
        flag(body, "Internal", at(network, "internal"));
        flag(body, "Attachable", at(network, "attachable"));
        var subnets = items(at(at(network, "ipam"), "config"));
        if (!subnets.isEmpty()) {
            var config = body.putObject("IPAM")
                    .put("Driver", text(at(at(network, "ipam"), "driver")))
                    .putArray("Config");
            subnets.forEach(subnet -> config.addObject().put("Subnet", text(at(subnet, "subnet"))));
        }
        all.add(new Request("/v1.41/networks/create", body));
    }

    private void data(String kind, String key, Object object) {
        if (isExternal(object)) {
            return;
        }
        var body = named(kind, key, object).put("Data", content(text(at(object, "file"))));
        var driver = text(at(object, "template_driver"));
        if (!driver.isEmpty()) {
            body.putObject("Templating").put("Name", driver);
        }
        all.add(new Request("/v1.41/" + kind + "/create", body));
    }

    private ObjectNode named(String kind, String key, Object object) {
        var body = JsonNodeFactory.instance.objectNode().put("Name", name(stack, compose, kind, key));
        labels(body.putObject("Labels"), at(object, "labels"));
        body.withObject("/Labels").put(NAMESPACE, stack);
        return body;
    }

    private String content(String file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(recipe.resolve(file)));
        } catch (IOException | InvalidPathException e) {
            throw new NotDeployableException("no file " + file);
        }
    }

    /** Returns what an object of the stack is called on the swarm. */
    static String name(String stack, Map<String, Object> compose, String kind, String key) {
        var object = at(compose.get(kind), key);
        var own = text(at(object, "name"));
        var legacy = text(at(at(object, "external"), "name"));
        return !own.isEmpty() ? own : !legacy.isEmpty() ? legacy : isExternal(object) ? key : stack + "_" + key;
    }

    static boolean isExternal(Object object) {
        var external = at(object, "external");
        return external instanceof Map<?, ?>
                || Set.of("true", "yes", "on", "y").contains(text(external).toLowerCase(Locale.ROOT));
    }

    static Object at(Object parent, String key) {
        return parent instanceof Map<?, ?> map ? map.get(key) : null;
    }

    static String text(Object value) {
        return value == null || value instanceof Map<?, ?> || value instanceof Collection<?>
                ? ""
                : String.valueOf(value).strip();
    }

    static List<Object> items(Object value) {
        return value instanceof Collection<?> list
                ? new ArrayList<>(list)
                : value == null || value instanceof Map<?, ?> ? List.of() : List.of(value);
    }

    static Map<String, Object> entries(Object value) {
        var entries = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        }
        return entries;
    }

    /** A map, or a list of {@code name=value}, as a map of texts. */
    static void labels(ObjectNode into, Object pairs) {
        entries(pairs).forEach((key, value) -> into.put(key, text(value)));
        items(pairs).forEach(item -> {
            var pair = (text(item) + "=").split("=", 2);
            into.put(pair[0], pair[1].isEmpty() ? "" : pair[1].substring(0, pair[1].length() - 1));
        });
    }

    static void texts(ObjectNode into, String field, Object map) {
        if (map instanceof Map<?, ?> entries && !entries.isEmpty()) {
            var texts = into.putObject(field);
            entries.forEach((key, value) -> texts.put(String.valueOf(key), text(value)));
        }
    }

    static void flag(ObjectNode into, String field, Object value) {
        var text = text(value).toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            into.put(field, Set.of("true", "yes", "on", "y").contains(text));
        }
    }

    private static void merge(Map<String, Object> under, Object over) {
        entries(over).forEach((key, value) -> {
            var there = under.get(key);
            if (there instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                var both = entries(there);
                merge(both, value);
                under.put(key, both);
            } else if (there instanceof Collection<?> list && value instanceof Collection<?> more) {
                var both = new ArrayList<Object>(list);
                both.addAll(more);
                under.put(key, both);
            } else if (value != null) {
                under.put(key, value);
            }
        });
    }
}
