package coop.ccci.harness.policy;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What Docker would be told by a compose file, as far as it reaches out of the app. It looks for harm, wherever it may stand. */
final class Dangers {
    private static final Pattern HOSTS = Pattern.compile("Host(?:SNI)?\\(([^)]*)\\)");
    private static final Set<String> POWERS = Set.of("privileged", "devices", "extends", "include");

    private final Path recipe;
    private final String stack;
    private final String domain;
    private final Set<String> found = new TreeSet<>();

    private Dangers(Path recipe, String stack, String domain) {
        this.recipe = recipe;
        this.stack = stack;
        this.domain = domain;
    }

    static Set<String> of(Object compose, Path recipe, String stack, String domain) {
        var dangers = new Dangers(recipe, stack, domain);
        dangers.file(compose);
        return dangers.found;
    }

    private void file(Object compose) {
        if (!texts(at(compose, "include")).isEmpty()) {
            found.add("include");
        }
        each(at(compose, "services"), (name, service) -> service(service));
        each(at(compose, "volumes"), (name, volume) -> {
            var options = at(volume, "driver_opts");
            var isMemory = text(at(options, "type")).equals("tmpfs")
                    && !text(at(options, "o")).contains("bind")
                    && !text(at(options, "device")).startsWith("/");
            if (options instanceof Map<?, ?> map && !map.isEmpty() && !isMemory) {
                found.add("driver_opts");
            }
            named("volume", name, volume);
        });
        each(at(compose, "networks"), (name, network) -> {
            if (!isExternal(network) || !name(name, network).equals("proxy")) {
                named("network", name, network);
            }
        });
        for (var kind : List.of("secrets", "configs")) {
            each(at(compose, kind), (name, object) -> {
                texts(at(object, "file")).forEach(file -> path("file", file));
                named(kind, name, object);
            });
        }
    }

    private void named(String kind, String key, Object object) {
        var isNamed = isExternal(object) || !text(at(object, "name")).isEmpty();
        if (isNamed && !name(key, object).startsWith(stack + "_")) {
            found.add(kind + " of another");
        }
    }

    private static boolean isExternal(Object object) {
        var external = at(object, "external");
        return external instanceof Map<?, ?>
                || Set.of("true", "yes", "on", "y").contains(text(external).toLowerCase(Locale.ROOT));
    }

    private static String name(String key, Object object) {
        var name = text(at(object, "name"));
        var legacy = text(at(at(object, "external"), "name"));
        return !name.isEmpty() ? name : legacy.isEmpty() ? key : legacy;
    }

    private void service(Object service) {
        items(at(service, "volumes")).forEach(mount -> {
            if (mount instanceof Map<?, ?>) {
                if (text(at(mount, "type")).equals("bind")
                        || text(at(mount, "source")).matches("[/.~\\\\].*|.*/.*")) {
                    found.add("mount");
                }
            } else if (text(mount).matches("[/.~\\\\][^:]*:.*|[^:]*/[^:]*:.*")
                    || text(mount).contains("shared")) {
                found.add("mount");
            }
        });
        texts(at(service, "env_file")).forEach(file -> path("env_file", file));
        POWERS.forEach(key -> {
            var value = at(service, key);
            if (!texts(value).isEmpty()
                    && !Set.of("false", "no", "off", "null", "~").contains(text(value))) {
                found.add(key);
            }
        });
        if (texts(at(service, "cap_add")).stream().anyMatch(name -> !name.matches("(?i)(?:CAP_)?(?:CHOWN|KILL)"))) {
            found.add("cap_add");
        }
        for (var key : List.of("network_mode", "pid", "ipc", "userns_mode")) {
            if (text(at(service, key)).matches("host|container:.*")) {
                found.add(key);
            }
        }
        labels(at(service, "labels"));
        labels(at(at(service, "deploy"), "labels"));
    }

    private void labels(Object labels) {
        var pairs = new ArrayList<List<String>>();
        if (labels instanceof Map<?, ?>) {
            each(labels, (key, value) -> pairs.add(List.of(key, text(value))));
        } else {
            texts(labels).forEach(label -> pairs.add(List.of((label + "=").split("=", 2))));
        }
        pairs.forEach(pair -> label(pair.get(0).toLowerCase(Locale.ROOT), pair.get(1)));
    }

    private void label(String key, String value) {
        if (!key.startsWith("traefik.http.")) {
            return;
        }
        var parts = key.split("\\.", -1);
        if ((parts.length > 3 && !parts[3].startsWith(stack.toLowerCase(Locale.ROOT))) || value.contains("@internal")) {
            found.add("label of another");
        }
        if (key.endsWith(".rule") && !value.replaceAll("=$", "").isBlank()) {
            var hosts = HOSTS.matcher(value);
            var any = false;
            while (hosts.find()) {
                any = true;
                for (var host : hosts.group(1).split(",", -1)) {
                    if (!host.replaceAll("[`\"\\s]", "").endsWith(domain)) {
                        found.add("rule for another");
                    }
                }
            }
            if (!any) {
                found.add("rule for all");
            }
        }
    }

    /** By the kernel's own path walk. */
    private void path(String kind, String file) {
        try {
            var real = recipe.resolve(file).toRealPath();
            var root = recipe.toRealPath();
            if (!real.startsWith(root) || real.startsWith(root.resolve(".git"))) {
                found.add(kind);
            }
        } catch (IOException | InvalidPathException e) {
            if (file.startsWith("~")) {
                found.add(kind);
            }
        }
    }

    private static Object at(Object parent, String key) {
        return parent instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static String text(Object value) {
        return value == null || value instanceof Map<?, ?> || value instanceof Collection<?>
                ? ""
                : String.valueOf(value).strip();
    }

    private static Collection<?> items(Object value) {
        return value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static List<String> texts(Object value) {
        var texts = new ArrayList<String>();
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> texts.addAll(texts(inner)));
        } else {
            items(value).forEach(item -> {
                if (item instanceof Map<?, ?> || item instanceof Collection<?>) {
                    texts.addAll(texts(item));
                } else if (!text(item).isEmpty()) {
                    texts.add(text(item));
                }
            });
        }
        return texts;
    }

    private static void each(Object map, BiConsumer<String, Object> entry) {
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> entry.accept(String.valueOf(key), value));
        }
    }
}
