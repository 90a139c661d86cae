package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The compose files of an app with their variables replaced, as a deploy reads them: those that {@code COMPOSE_FILE}
 * in the app's {@code .env} lists with {@code :} between them, later ones laid over earlier ones. The variables are
 * those of the {@code .env} file, of the {@code export} lines in {@code abra.sh}, and {@code STACK_NAME}.
 *
 * <p>The files are kept apart: what any of them asks for counts, even where a later one would take it back.
 *
 * @param files each file's name and its content: maps, lists, texts, numbers and truth values
 */
public record Compose(Map<String, Map<String, Object>> files) {
    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 100_000;

    /** What Docker's loader replaces variables in. */
    private static final Set<String> SECTIONS = Set.of("services", "networks", "volumes", "secrets", "configs");

    private static final Pattern EXPORT = Pattern.compile("\\s*export\\s+([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    /**
     * Reads the files.
     *
     * @param checkout the recipe
     * @param variables those of the app's {@code .env} file
     * @throws RunException of the recipe when a file is missing, not YAML, or outside of the recipe
     */
    public static Compose read(Path checkout, RunApp app, Map<String, String> variables) {
        var all = new LinkedHashMap<>(variables);
        exports(checkout, all);
        all.put("STACK_NAME", app.stack());
        var files = new LinkedHashMap<String, Map<String, Object>>();
        for (var name : chosen(variables)) {
            var content = new LinkedHashMap<>(load(checkout, name));
            var replacement = new Replacement(name, all);
            content.replaceAll((key, value) -> SECTIONS.contains(key) ? replacement.of(value, 0) : value);
            files.put(name, content);
        }
        return new Compose(files);
    }

    /** Returns the map under a key, with names as keys; empty where there is none. */
    static Map<String, Object> children(Map<String, Object> parent, String key) {
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

    /** Replaces the variables of one file. An alias is replaced anew wherever it stands, so the number of nodes is bounded. */
    private static final class Replacement {
        private final String file;
        private final Map<String, String> variables;
        private int nodes;

        Replacement(String file, Map<String, String> variables) {
            this.file = file;
            this.variables = variables;
        }

        Object of(Object node, int depth) {
            if (depth > MAX_DEPTH) {
                throw RunException.recipe(
                        file + " cannot be read: it is nested more than " + MAX_DEPTH + " levels deep");
            }
            if (++nodes > MAX_NODES) {
                throw RunException.recipe(file + " cannot be read: with its anchors and aliases it has more than "
                        + MAX_NODES + " values");
            }
            if (node instanceof Map<?, ?> map) {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((key, value) -> copy.put(key, of(value, depth + 1)));
                return copy;
            }
            if (node instanceof List<?> list) {
                var copy = new ArrayList<>();
                list.forEach(value -> copy.add(of(value, depth + 1)));
                return copy;
            }
            return node instanceof String text ? Interpolation.of(text, variables) : node;
        }
    }

    private static Map<String, Object> load(Path checkout, String name) {
        if (ComposeSource.read(checkout, name).content() instanceof Map<?, ?> map) {
            return strings(map);
        }
        throw RunException.recipe(name + " is not a compose file: it has no keys");
    }

    /** {@code abra.sh} gives the versions of configs as exported variables. */
    private static void exports(Path checkout, Map<String, String> variables) {
        var file = checkout.resolve("abra.sh");
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (var lines = Files.lines(file)) {
            lines.map(EXPORT::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(export -> variables.put(
                            export.group(1), export.group(2).strip().replaceAll("^[\"']|[\"']$", "")));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw RunException.recipe("cannot read abra.sh: " + e.getMessage());
        }
    }
}
