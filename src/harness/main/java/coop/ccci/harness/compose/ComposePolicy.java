package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a recipe's compose files may ask of the machine. Whoever may mount the Docker socket, a folder of the host or
 * another app's secrets owns the machine, and a pull request is written by somebody else: so all of that is refused
 * unless an operator trusts the recipe by {@code trusted: true} in {@code recipe-tests/<recipe>/recipe.yml}. Nothing
 * in the pull request itself can say so.
 *
 * <p>What swarm ignores today ({@code privileged}, {@code devices}, …) is refused too: a policy that relies on being
 * ignored ends with the next version of Docker.
 */
public final class ComposePolicy {
    /** The network that all apps share with Traefik. */
    private static final String PROXY = "proxy";

    /** Harmless where they are read-only, and asked for by many recipes. */
    private static final Set<String> READABLE = Set.of("/etc/localtime", "/etc/timezone");

    private static final List<String> NAMESPACES =
            List.of("network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup", "cgroup_parent");
    private static final List<String> POWERS =
            List.of("cap_add", "devices", "device_cgroup_rules", "security_opt", "volumes_from", "gpus");
    private static final Set<String> OWN_NAMESPACE = Set.of("bridge", "none", "private", "shareable", "");
    private static final Set<String> VOLUME_TYPES = Set.of("volume", "tmpfs");

    private final Path checkout;
    private final RunApp app;
    private final List<Violation> findings = new ArrayList<>();
    private String file = "";

    private ComposePolicy(Path checkout, RunApp app) {
        this.checkout = checkout;
        this.app = app;
    }

    /**
     * Something that a recipe asks for and does not get without trust.
     *
     * @param place the file and the key, for example {@code compose.yml services.app.privileged}
     * @param what what it asks for, for people
     */
    public record Violation(String place, String what) {
        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    /**
     * Looks at every file.
     *
     * @param checkout the recipe, whose own files may be configs and secrets
     * @param app whose own volumes, secrets and configs may be used
     */
    public static List<Violation> findings(Compose compose, Path checkout, RunApp app) {
        var policy = new ComposePolicy(checkout.normalize(), app);
        compose.files().forEach(policy::inspect);
        return List.copyOf(policy.findings);
    }

    /**
     * Passes where there is nothing to find, or where the recipe is trusted.
     *
     * @return one clause for people
     * @throws RunException of the recipe that names every finding
     */
    public static String check(Compose compose, Path checkout, RunApp app, boolean trusted) {
        var findings = findings(compose, checkout, app);
        if (findings.isEmpty()) {
            return "asks nothing of the machine";
        }
        var lines = findings.stream().map(Violation::toString).toList();
        if (trusted) {
            return "trusted, asks for " + String.join("; ", lines);
        }
        throw RunException.recipe(
                "the recipe asks for more of the machine than cc-ci gives: " + lines.get(0)
                        + (lines.size() > 1 ? " (and " + (lines.size() - 1) + " more)" : "")
                        + "; an operator may set trusted: true in the recipe's recipe.yml in recipe-tests",
                lines);
    }

    private void inspect(String name, Map<String, Object> content) {
        file = name;
        if (content.containsKey("include")) {
            found("include", "reads other compose files");
        }
        Compose.children(content, "services").forEach((service, settings) -> {
            if (settings instanceof Map<?, ?> map) {
                map.forEach((key, value) -> service("services." + service, String.valueOf(key), value));
            }
        });
        Compose.children(content, "networks").forEach(this::network);
        Compose.children(content, "volumes").forEach(this::volume);
        Compose.children(content, "secrets").forEach((id, settings) -> object("secrets", id, settings));
        Compose.children(content, "configs").forEach((id, settings) -> object("configs", id, settings));
    }

    private void service(String service, String key, Object value) {
        var place = service + "." + key;
        if (key.equals("privileged") && !isFalse(value)) {
            found(place, "privileged");
        } else if (NAMESPACES.contains(key) && !OWN_NAMESPACE.contains(text(value))) {
            found(place, "the machine's or another container's namespace (" + text(value) + ")");
        } else if (POWERS.contains(key) && !isEmpty(value)) {
            found(place, text(value));
        } else if (key.equals("credential_spec") || key.equals("runtime")) {
            found(place, text(value));
        } else if (key.equals("volumes")) {
            each(value).forEach(mount -> mount(place, mount));
        } else if (key.equals("env_file") || key.equals("label_file")) {
            each(value).forEach(entry -> hostFile(place, entry instanceof Map<?, ?> map ? map.get("path") : entry));
        } else if (key.equals("extends") && value instanceof Map<?, ?> map && map.get("file") != null) {
            hostFile(place, map.get("file"));
        } else if (key.equals("deploy")) {
            var devices = at(at(at(value, "resources"), "reservations"), "devices");
            if (!isEmpty(devices)) {
                found(place + ".resources.reservations.devices", text(devices));
            }
        }
    }

    private void mount(String place, Object mount) {
        if (mount instanceof Map<?, ?>) {
            var type = text(at(mount, "type"));
            var source = text(at(mount, "source"));
            if (type.equals("bind") || isHostPath(source)) {
                hostMount(place, source, isTrue(at(mount, "read_only")));
            } else if (!VOLUME_TYPES.contains(type)) {
                found(place, "a mount of type " + type);
            }
            return;
        }
        var parts = text(mount).split(":", -1);
        if (parts.length > 1 && isHostPath(parts[0])) {
            var modes = parts.length > 2 ? List.of(parts[2].split(",", -1)) : List.<String>of();
            hostMount(place, parts[0], modes.contains("ro"));
        }
    }

    private void hostMount(String place, String source, boolean readOnly) {
        if (source.endsWith("docker.sock")) {
            found(place, "the Docker socket, which is the machine (" + source + ")");
        } else if (!READABLE.contains(source) || !readOnly) {
            found(place, "a mount of the machine's " + source);
        }
    }

    private void network(String id, Object settings) {
        var place = "networks." + id;
        var driver = text(at(settings, "driver"));
        if (!driver.isEmpty() && !driver.equals("overlay")) {
            found(place, "a network of driver " + driver);
        }
        var name = name(id, settings);
        if (isExternal(settings) ? !name.equals(PROXY) : isNamed(settings) && !isOwn(name)) {
            found(place, "the network " + name + ", which is not the app's own");
        }
    }

    private void volume(String id, Object settings) {
        var place = "volumes." + id;
        var driver = text(at(settings, "driver"));
        if (!driver.isEmpty() && !driver.equals("local")) {
            found(place, "a volume of driver " + driver);
        }
        var options = at(settings, "driver_opts");
        if (!isEmpty(options) && !text(at(options, "type")).equals("tmpfs")) {
            found(place, "a mount of the machine's or of a neighbour's (" + text(options) + ")");
        }
        if ((isExternal(settings) || isNamed(settings)) && !isOwn(name(id, settings))) {
            found(place, "the volume " + name(id, settings) + ", which is not the app's own");
        }
    }

    private void object(String kind, String id, Object settings) {
        var place = kind + "." + id;
        if (at(settings, "file") != null) {
            hostFile(place + ".file", at(settings, "file"));
        }
        if (at(settings, "environment") != null) {
            found(place, "the harness's environment (" + text(at(settings, "environment")) + ")");
        }
        if (at(settings, "driver") != null) {
            found(place, "the driver " + text(at(settings, "driver")));
        }
        if ((isExternal(settings) || isNamed(settings)) && !isOwn(name(id, settings))) {
            found(place, name(id, settings) + ", which is not the app's own");
        }
    }

    private void hostFile(String place, Object path) {
        try {
            if (!text(path).startsWith("~")
                    && checkout.resolve(text(path)).normalize().startsWith(checkout)) {
                return;
            }
        } catch (InvalidPathException e) {
            // no path of the recipe either
        }
        found(place, "the machine's file " + text(path));
    }

    private void found(String place, String what) {
        var shown = what.replaceAll("\\p{Cntrl}", "?");
        findings.add(new Violation(file + " " + place, shown.length() > 200 ? shown.substring(0, 200) + "…" : shown));
    }

    /** The objects of an app begin with its stack's name; what has no name of its own gets it from Docker. */
    private boolean isOwn(String name) {
        return name.startsWith(app.stack() + "_");
    }

    private static String name(String id, Object settings) {
        var legacy = text(at(at(settings, "external"), "name"));
        var name = text(at(settings, "name"));
        return !name.isEmpty() ? name : legacy.isEmpty() ? id : legacy;
    }

    private static boolean isNamed(Object settings) {
        return !text(at(settings, "name")).isEmpty();
    }

    private static boolean isExternal(Object settings) {
        var external = at(settings, "external");
        return external != null && !isFalse(external);
    }

    private static boolean isHostPath(String source) {
        return source.startsWith("/") || source.startsWith(".") || source.startsWith("~") || source.startsWith("\\");
    }

    private static boolean isTrue(Object value) {
        return text(value).toLowerCase(Locale.ROOT).equals("true");
    }

    private static boolean isFalse(Object value) {
        return Set.of("false", "", "no", "off", "0").contains(text(value).toLowerCase(Locale.ROOT));
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || text(value).isEmpty();
    }

    private static List<?> each(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static Object at(Object parent, String key) {
        return parent instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static String text(Object value) {
        return value == null ? "" : String.valueOf(value).strip();
    }
}
