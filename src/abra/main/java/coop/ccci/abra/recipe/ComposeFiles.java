package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The compose files of an app: those that {@code COMPOSE_FILE} lists with {@code :} between them, by default
 * {@code compose.yml}. Later files add to earlier ones. Merging and interpolation for the deploy itself are the Docker
 * CLI's; here they are read only for what abra checks and adds.
 */
public final class ComposeFiles {
    /** The file that every recipe has. */
    public static final String MAIN = "compose.yml";

    private final List<Path> paths;
    private final List<Map<String, Object>> documents;

    private ComposeFiles(List<Path> paths, List<Map<String, Object>> documents) {
        this.paths = paths;
        this.documents = documents;
    }

    /**
     * Reads the files.
     *
     * @param recipe the recipe's folder
     * @param env the app's values, of which {@code COMPOSE_FILE} counts
     * @throws FatalException when a file is not there or is no compose file, or has a duration that abra rejects
     */
    public static ComposeFiles read(Path recipe, Map<String, String> env) {
        var chosen = env.getOrDefault("COMPOSE_FILE", "");
        var paths = new ArrayList<Path>();
        var documents = new ArrayList<Map<String, Object>>();
        for (var name : (chosen.isBlank() ? MAIN : chosen).split(":", -1)) {
            if (!name.isBlank()) {
                var path = recipe.resolve(name.strip());
                paths.add(path);
                documents.add(document(path));
            }
        }
        return new ComposeFiles(List.copyOf(paths), List.copyOf(documents));
    }

    /**
     * Reads every {@code compose*.yml} of a recipe's folder, {@code compose.yml} first and the others by name.
     *
     * @throws FatalException as {@link #read}
     */
    public static ComposeFiles all(Path recipe) {
        try (var files = Files.list(recipe)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("compose\\..+\\.yml"))
                    .sorted()
                    .toList();
            return read(
                    recipe,
                    Map.of(
                            "COMPOSE_FILE",
                            Stream.concat(Stream.of(MAIN), names.stream()).collect(Collectors.joining(":"))));
        } catch (IOException e) {
            throw new FatalException("cannot list " + recipe + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text of one file.
     *
     * @param name for messages
     * @throws FatalException as {@link #read}
     */
    public static ComposeFiles parse(String name, String text) {
        var path = Path.of(name);
        return new ComposeFiles(List.of(path), List.of(document(path, text)));
    }

    /** Returns the files in the order in which they are laid over each other. */
    public List<Path> paths() {
        return paths;
    }

    /** Returns the {@code version:} of the first file, which all files of one deploy must share. */
    public Optional<String> version() {
        return documents.stream()
                .flatMap(document -> Optional.ofNullable(document.get("version")).stream())
                .map(String::valueOf)
                .findFirst();
    }

    /** Returns the {@code version:} of every file, an empty text for a file that has none. */
    public List<String> versions() {
        return documents.stream()
                .map(document -> Objects.toString(document.get("version"), ""))
                .toList();
    }

    /** Returns the ids of a kind of object, for example {@code secrets}, in all files. */
    public Set<String> ids(String kind) {
        return documents.stream()
                .flatMap(document -> children(document, kind).keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the {@code name:} of every object of a kind as it is written, variables and all. */
    public List<String> names(String kind) {
        return documents.stream()
                .flatMap(document -> children(document, kind).values().stream())
                .flatMap(object -> object instanceof Map<?, ?> map && map.get("name") != null
                        ? Stream.of(String.valueOf(map.get("name")))
                        : Stream.empty())
                .toList();
    }

    /** Returns the image of a service, variables replaced; empty when no file has one. */
    public Optional<String> image(String service, Map<String, String> env) {
        return last(service, "image")
                .map(image -> ComposeVariables.apply(String.valueOf(image), env))
                .filter(image -> !image.isBlank());
    }

    /** Returns whether a service has a healthcheck that is not switched off. */
    public boolean hasHealthcheck(String service) {
        return last(service, "healthcheck")
                .filter(check -> check instanceof Map<?, ?> map && !Boolean.TRUE.equals(map.get("disable")))
                .isPresent();
    }

    /** Returns the labels of a service in the swarm, in list form or in map form, as they are written. */
    public Map<String, String> labels(String service) {
        var labels = new LinkedHashMap<String, String>();
        for (var document : documents) {
            var deploy = children(children(children(document, "services"), service), "deploy");
            if (deploy.get("labels") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> labels.put(String.valueOf(key), Objects.toString(value, "")));
            } else if (deploy.get("labels") instanceof List<?> list) {
                list.forEach(entry -> {
                    var parts = String.valueOf(entry).split("=", 2);
                    labels.put(parts[0], parts.length > 1 ? parts[1] : "");
                });
            }
        }
        return labels;
    }

    private Optional<Object> last(String service, String key) {
        return documents.stream()
                .flatMap(document -> Stream.ofNullable(
                        children(children(document, "services"), service).get(key)))
                .reduce((earlier, later) -> later);
    }

    /** Returns the services of all files. */
    public Set<String> services() {
        var names = new LinkedHashSet<String>();
        documents.forEach(
                document -> names.addAll(children(document, "services").keySet()));
        return names;
    }

    /** Returns the keys that a service's {@code environment:} sets, in list form or in map form. */
    public Set<String> environmentKeys(String service) {
        var keys = new LinkedHashSet<String>();
        for (var document : documents) {
            var environment = children(children(document, "services"), service).get("environment");
            if (environment instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> keys.add(String.valueOf(key)));
            } else if (environment instanceof List<?> list) {
                list.forEach(entry -> keys.add(String.valueOf(entry).split("=", 2)[0]));
            }
        }
        return keys;
    }

    /** Returns the names on the swarm of a kind of object, by their ids in the files, variables replaced. */
    public Map<String, String> externalNames(String kind, Map<String, String> env) {
        var names = new LinkedHashMap<String, String>();
        for (var document : documents) {
            children(document, kind).forEach((id, definition) -> {
                if (definition instanceof Map<?, ?> map && map.get("name") != null) {
                    names.put(id, ComposeVariables.apply(String.valueOf(map.get("name")), env));
                }
            });
        }
        return names;
    }

    /** Returns the ids of the secrets that any service uses. */
    public Set<String> secretsInUse() {
        var ids = new LinkedHashSet<String>();
        for (var document : documents) {
            for (var service : children(document, "services").values()) {
                if (service instanceof Map<?, ?> map && map.get("secrets") instanceof List<?> list) {
                    list.forEach(entry -> ids.add(
                            entry instanceof Map<?, ?> detailed
                                    ? String.valueOf(detailed.get("source"))
                                    : String.valueOf(entry)));
                }
            }
        }
        return ids;
    }

    /** Returns the names of the variables that the files refer to: in a text, or as an environment without a value. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        for (var document : documents) {
            names(document, names);
            for (var service : children(document, "services").values()) {
                var environment = service instanceof Map<?, ?> map ? map.get("environment") : null;
                if (environment instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> names.addAll(value == null ? Set.of(String.valueOf(key)) : Set.of()));
                } else if (environment instanceof List<?> list) {
                    list.forEach(entry -> names.add(String.valueOf(entry)));
                }
            }
        }
        return names;
    }

    private static void names(Object value, Set<String> into) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(entry -> names(entry, into));
        } else if (value instanceof List<?> list) {
            list.forEach(entry -> names(entry, into));
        } else if (value instanceof String text) {
            into.addAll(ComposeVariables.names(text));
        }
    }

    private static Map<String, Object> document(Path path) {
        try {
            return document(path, Files.readString(path));
        } catch (IOException e) {
            throw new FatalException("cannot read " + path + ", which COMPOSE_FILE names: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> document(Path path, String text) {
        try {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            if (!(new Yaml(new SafeConstructor(options)).load(text) instanceof Map<?, ?> map)) {
                throw new FatalException(path + " is not a compose file: it is not a map");
            }
            var document = strings(map);
            ComposeDurations.check(path, document);
            return document;
        } catch (YAMLException e) {
            throw new FatalException("cannot parse " + path + ": " + e.getMessage(), e);
        }
    }

    static Map<String, Object> children(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? strings(map) : Map.of();
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
