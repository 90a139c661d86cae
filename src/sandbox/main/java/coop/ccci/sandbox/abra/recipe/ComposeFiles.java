package coop.ccci.sandbox.abra.recipe;

import coop.ccci.sandbox.abra.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        for (var name : (chosen.isBlank() ? "compose.yml" : chosen).split(":", -1)) {
            if (!name.isBlank()) {
                var path = recipe.resolve(name.strip());
                paths.add(path);
                documents.add(document(path));
            }
        }
        return new ComposeFiles(List.copyOf(paths), List.copyOf(documents));
    }

    /** The files in the order in which they are laid over each other. */
    public List<Path> paths() {
        return paths;
    }

    /** The {@code version:} of the first file, which all files of one deploy must share. */
    public Optional<String> version() {
        return documents.stream()
                .flatMap(document -> Optional.ofNullable(document.get("version")).stream())
                .map(String::valueOf)
                .findFirst();
    }

    /** The services of all files. */
    public Set<String> services() {
        var names = new LinkedHashSet<String>();
        documents.forEach(
                document -> names.addAll(children(document, "services").keySet()));
        return names;
    }

    /** The keys that a service's {@code environment:} sets, in list form or in map form. */
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

    /** The names on the swarm of a kind of object, by their ids in the files, variables replaced. */
    public Map<String, String> externalNames(String kind, Map<String, String> env) {
        var names = new LinkedHashMap<String, String>();
        for (var document : documents) {
            children(document, kind).forEach((id, definition) -> {
                if (definition instanceof Map<?, ?> map && map.get("name") != null) {
                    names.put(id, Interpolation.apply(String.valueOf(map.get("name")), env));
                }
            });
        }
        return names;
    }

    /** The ids of the secrets that any service uses. */
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

    private static Map<String, Object> document(Path path) {
        try {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            if (!(new Yaml(new SafeConstructor(options)).load(Files.readString(path)) instanceof Map<?, ?> map)) {
                throw new FatalException(path + " is not a compose file: it is not a map");
            }
            var document = strings(map);
            ComposeDurations.check(path, document);
            return document;
        } catch (YAMLException e) {
            throw new FatalException("cannot parse " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FatalException("cannot read " + path + ", which COMPOSE_FILE names: " + e.getMessage(), e);
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
