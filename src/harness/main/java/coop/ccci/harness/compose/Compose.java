package coop.ccci.harness.compose;

import coop.ccci.harness.compose.ComposeValue.ComposeList;
import coop.ccci.harness.compose.ComposeValue.ComposeMap;
import coop.ccci.harness.compose.ComposeValue.ComposeScalar;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The compose files of an app with their variables replaced, as a deploy reads them: those that {@code COMPOSE_FILE}
 * in the app's {@code .env} lists with {@code :} between them, later ones laid over earlier ones. The variables are
 * those of the {@code .env} file, of the {@code export} lines in {@code abra.sh}, and {@code STACK_NAME}.
 *
 * <p>The files are kept apart: what any of them asks for counts, even where a later one would take it back.
 *
 * @param documents each file's name and its content, with lines
 */
public record Compose(Map<String, ComposeValue> documents) {
    private static final int MAX_FILES = 50;

    /** What Docker's loader replaces variables in. */
    private static final Set<String> SECTIONS = Set.of("services", "networks", "volumes", "secrets", "configs");

    /** Copies what could change. */
    public Compose {
        documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    }

    /**
     * Reads the files.
     *
     * @param checkout the recipe
     * @param variables those of the app's {@code .env} file
     * @throws RunException of the recipe when a file is missing, not YAML, or outside of the recipe
     */
    public static Compose read(Path checkout, RunApp app, Map<String, String> variables) {
        var chosen = chosen(variables);
        if (chosen.size() > MAX_FILES) {
            throw RunException.recipe("COMPOSE_FILE names " + chosen.size() + " files; name " + MAX_FILES + " at most");
        }
        var all = new LinkedHashMap<>(variables);
        all.putAll(AbraShExports.read(checkout, chosen));
        all.put("STACK_NAME", app.stack());
        var documents = new LinkedHashMap<String, ComposeValue>();
        for (var name : chosen) {
            documents.put(
                    name, replaced(name, ComposeSource.read(checkout, name).content(), all));
        }
        return new Compose(documents);
    }

    /** Returns each file's name and its content: maps, lists, texts, numbers and truth values. */
    public Map<String, Map<String, Object>> files() {
        var files = new LinkedHashMap<String, Map<String, Object>>();
        documents.forEach((name, document) -> files.put(name, strings(document.plain())));
        return files;
    }

    private static ComposeValue replaced(String name, ComposeValue document, Map<String, String> variables) {
        return document.match(
                map -> {
                    var replaced = new LinkedHashMap<String, ComposeValue>();
                    map.entries()
                            .forEach((key, value) ->
                                    replaced.put(key, SECTIONS.contains(key) ? below(name, value, variables) : value));
                    return new ComposeMap(replaced, map.line());
                },
                list -> {
                    throw RunException.recipe(name + " is not a compose file: it has no keys");
                },
                scalar -> {
                    throw RunException.recipe(name + " is not a compose file: it has no keys");
                });
    }

    private static ComposeValue below(String file, ComposeValue value, Map<String, String> variables) {
        return value.match(
                map -> {
                    var copy = new LinkedHashMap<String, ComposeValue>();
                    map.entries().forEach((key, entry) -> copy.put(key, below(file, entry, variables)));
                    return new ComposeMap(copy, map.line());
                },
                list -> {
                    var copy = new ArrayList<ComposeValue>();
                    list.items().forEach(item -> copy.add(below(file, item, variables)));
                    return new ComposeList(copy, list.line());
                },
                scalar -> scalar.value() instanceof String text
                        ? new ComposeScalar(
                                Interpolation.of(text, variables, file + ":" + scalar.line()), scalar.line())
                        : scalar);
    }

    /** Returns the map under a key, with names as keys; empty where there is none. */
    public static Map<String, Object> children(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? strings(map) : Map.of();
    }

    private static Map<String, Object> strings(Object map) {
        var strings = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) map).forEach((key, value) -> strings.put(String.valueOf(key), value == null ? "" : value));
        return strings;
    }

    /**
     * Checks that Docker can read the files that a recipe's {@code .env.sample} selects.
     *
     * @throws RunException of the recipe with file and line when not
     */
    public static void requireReadable(Path checkout) {
        ComposeSource.requireReadable(checkout);
    }

    /** Returns the names of the files that an app's {@code .env} selects. */
    public static List<String> chosen(Map<String, String> variables) {
        var chosen = variables.getOrDefault("COMPOSE_FILE", "");
        return List.of((chosen.isBlank() ? "compose.yml" : chosen).split(":", -1));
    }
}
