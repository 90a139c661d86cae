package coop.ccci.harness.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.harness.compose.ComposeValue.ComposeMap;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a recipe's folder lays over its compose files.
 *
 * @param kind when, and so what it may say
 * @param place the file, for reasons
 * @param services what it says of each service
 */
public record ComposeOverlay(Kind kind, String place, Map<String, ComposeValue> services) {
    /** The file's name in the recipe's folder, and in the checkout, of what is laid over every deploy. */
    public static final String NAME = "compose.ccci.yml";

    /** When an overlay is laid. */
    public enum Kind {
        /**
         * At every deploy: it fits the app to the machine of a run and must not make another app of it, so it says only what
         * environment a service has, and how patiently its health check is asked.
         */
        EVERY_DEPLOY(NAME),

        /** At that of an old base alone, of which nothing is verified but that it can be upgraded: so that it comes up. */
        OLD_BASE("compose.ccci.previous.yml");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        private static boolean isOne(String file) {
            return Stream.of(values()).anyMatch(kind -> kind.file.equals(file));
        }

        private Set<String> ofAService() {
            return switch (this) {
                case EVERY_DEPLOY -> Set.of("environment", "healthcheck");
                case OLD_BASE -> Set.of("environment", "healthcheck", "image", "command", "entrypoint", "deploy");
            };
        }

        private Set<String> ofACheck() {
            return switch (this) {
                case EVERY_DEPLOY -> Set.of("interval", "timeout", "retries", "start_period");
                case OLD_BASE -> Set.of("interval", "timeout", "retries", "start_period", "test", "disable");
            };
        }
    }

    private static final String COMPOSE_FILE = "COMPOSE_FILE";
    private static final String SERVICES = "services";
    private static final String VERSION = "version";
    private static final Set<String> OF_A_FILE = Set.of(VERSION, SERVICES);
    private static final Set<String> OF_A_DEPLOY = Set.of("update_config", "restart_policy", "resources");
    private static final int MAX_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies what could change. */
    public ComposeOverlay {
        services = Map.copyOf(services);
    }

    /**
     * Reads it.
     *
     * @param recipe the recipe's folder, {@code recipe-tests/<recipe>}
     * @return empty where there is none
     * @throws RunException of usage, with file and line, when it says what it must not
     */
    public static Optional<ComposeOverlay> in(Path recipe) {
        return read(Kind.EVERY_DEPLOY, recipe.resolve(NAME));
    }

    static Optional<ComposeOverlay> read(Kind kind, Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw RunException.usage(file + ":1: the file is larger than " + MAX_BYTES + " bytes; make it smaller");
            }
            return Optional.of(parse(kind, file.toString(), Files.readString(file)));
        } catch (IOException e) {
            throw RunException.environment("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static ComposeOverlay parse(Kind kind, String place, String text) {
        var content = read(place, text);
        requireKeys(place, "", content, OF_A_FILE);
        var services = content.at(SERVICES).map(ComposeValue::entries).orElse(Map.of());
        if (services.isEmpty()) {
            throw RunException.usage(
                    place + ":1: it names no service; give services: with one below it, or take the file away");
        }
        services.forEach((name, service) -> {
            var where = SERVICES + "." + name;
            requireKeys(place, where, service, kind.ofAService());
            service.at("healthcheck")
                    .ifPresent(check -> requireKeys(place, where + ".healthcheck", check, kind.ofACheck()));
            service.at("deploy").ifPresent(deploy -> requireKeys(place, where + ".deploy", deploy, OF_A_DEPLOY));
        });
        return new ComposeOverlay(kind, place, services);
    }

    private static ComposeValue read(String place, String text) {
        try {
            return StrictYaml.read(place, text);
        } catch (RunException e) {
            throw RunException.usage(e.getMessage());
        }
    }

    private static void requireKeys(String place, String where, ComposeValue value, Set<String> allowed) {
        value.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                throw RunException.usage(place + ":" + entry.line() + ": " + (where.isEmpty() ? "" : where + ".") + key
                        + " cannot be laid over a recipe, because that would test another one; allowed "
                        + (where.isEmpty() ? "in the file" : "under " + where) + " are "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        });
    }

    /**
     * Lays it over a checkout, and names it in the app's settings. A service that the checkout does not have is left out where
     * it is a base of an upgrade: the newer commit may have brought it.
     *
     * @param checkout the recipe, as git wrote it
     * @param env the app's settings, which are changed where they do not name it yet
     * @param isUnderTest whether that is the commit under test
     * @throws RunException of usage when the commit has no such service, or a file of that name
     */
    public void lay(Path checkout, EnvFile env, boolean isUnderTest) {
        var file = checkout.resolve(kind.file);
        if (Files.exists(file)) {
            throw RunException.usage(place + ":1: the recipe has a file " + kind.file
                    + " of its own, which this one would replace; take one of them away");
        }
        var chosen = new ArrayList<>(Compose.chosen(env.variables()));
        chosen.remove(kind.file);
        var known = new LinkedHashSet<String>();
        chosen.forEach(name -> known.addAll(ComposeSource.read(checkout, name).keys(SERVICES)));
        var laid = new LinkedHashMap<String, Object>();
        services.forEach((name, service) -> {
            if (known.contains(name)) {
                laid.put(name, service.plain());
            } else if (isUnderTest) {
                throw RunException.usage(place + ":" + service.line() + ": the recipe has no service " + name
                        + "; it has " + String.join(", ", known));
            }
        });
        if (laid.isEmpty()) {
            env.set(COMPOSE_FILE, String.join(":", chosen));
            return;
        }
        write(file, laid, ComposeSource.read(checkout, chosen.get(0)).content().at(VERSION));
        chosen.add(kind.file);
        env.set(COMPOSE_FILE, String.join(":", chosen));
    }

    /**
     * Takes all overlays out of an app's settings, which are then as if none had ever been laid.
     *
     * @param choosesFiles whether the app's own settings say of which files it is made; where not, what laid the overlay
     *     wrote that line
     */
    public static void lift(EnvFile env, boolean choosesFiles) {
        var chosen = new ArrayList<>(Compose.chosen(env.variables()));
        if (!chosen.removeIf(Kind::isOne)) {
            return;
        }
        if (!choosesFiles && chosen.equals(Compose.chosen(Map.of()))) {
            env.remove(COMPOSE_FILE);
        } else {
            env.set(COMPOSE_FILE, String.join(":", chosen));
        }
    }

    /** Returns whether a compose file is one that a recipe's folder lays over the recipe. */
    public static boolean isLaid(String file) {
        return Kind.isOne(file);
    }

    /** Returns it as the compose file that it becomes. */
    ComposeValue asFile() {
        return new ComposeMap(Map.of(SERVICES, new ComposeMap(services, 1)), 1);
    }

    /** JSON is YAML too. All files of a stack must be of one version. */
    private static void write(Path file, Map<String, Object> laid, Optional<ComposeValue> version) {
        var content = new LinkedHashMap<String, Object>();
        version.map(ComposeValue::text).ifPresent(text -> content.put(VERSION, text));
        content.put(SERVICES, laid);
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw RunException.environment("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns one clause for people. */
    public String describe() {
        return (kind == Kind.EVERY_DEPLOY ? NAME : "compose.yml") + " over "
                + String.join(", ", services.keySet().stream().sorted().toList());
    }
}
