package coop.ccci.reconcile.recipe;

import coop.ccci.reconcile.part.PartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lines of an app's {@code .env} file. A setting is one line; every other line stays as it is.
 *
 * @param lines without their ends
 */
record AppEnvLines(List<String> lines) {
    AppEnvLines {
        lines = List.copyOf(lines);
    }

    static AppEnvLines parse(String text) {
        return new AppEnvLines(text.lines().toList());
    }

    /** Returns the file's text; its last line has an end, or what somebody appends would be glued to it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Returns the key of the line that names the recipe and its version: in old files {@code TYPE}. */
    String recipeKey() {
        return linesOf("TYPE").isEmpty() ? "RECIPE" : "TYPE";
    }

    /** Returns the recipe that the app is of; empty where no line says it. */
    Optional<String> recipe() {
        var key = recipeKey();
        return linesOf(key).stream()
                .map(line -> line.substring(line.indexOf('=') + 1)
                        .replaceAll("[\"']", "")
                        .strip())
                .map(value -> value.split("[:\\s#]", 2)[0])
                .filter(recipe -> !recipe.isEmpty())
                .findFirst();
    }

    /** Returns the keys whose line is not what is wished, in the order of the alphabet. */
    List<String> differing(Map<String, String> wished) {
        return new TreeMap<>(wished)
                .entrySet().stream()
                        .filter(each -> !linesOf(each.getKey()).equals(List.of(line(each.getKey(), each.getValue()))))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Returns the same lines with these settings, each in one line, where its first one was, or at the end. */
    AppEnvLines with(Map<String, String> wished) {
        var kept = new ArrayList<String>();
        var left = new TreeMap<>(wished);
        for (var line : lines) {
            var key = key(line);
            if (!wished.containsKey(key)) {
                kept.add(line);
            } else if (left.containsKey(key)) {
                kept.add(line(key, left.remove(key)));
            }
        }
        left.forEach((key, value) -> kept.add(line(key, value)));
        return new AppEnvLines(kept);
    }

    /** Returns whether there is a line of this key. */
    boolean has(String key) {
        return !linesOf(key).isEmpty();
    }

    /** Returns the same lines without those of this key. */
    AppEnvLines without(String key) {
        return new AppEnvLines(
                lines.stream().filter(line -> !key(line).equals(key)).toList());
    }

    private List<String> linesOf(String key) {
        return lines.stream().filter(line -> key(line).equals(key)).toList();
    }

    /** Returns the key of a line; empty for a comment and for anything else. */
    private static String key(String line) {
        var end = line.indexOf('=');
        var text = line.strip();
        return end < 0 || text.startsWith("#")
                ? ""
                : line.substring(0, end).strip().replaceFirst("^export\\s+", "");
    }

    /** Returns a line that every reader of env files takes for this value: in single quotes where it is not a plain word. */
    private static String line(String key, String value) {
        if (value.contains("'") || value.lines().count() > 1) {
            throw new PartException("the setting " + key + " has a single quote or a line break in it, which env files"
                    + " cannot have");
        }
        return key + "=" + (value.matches("[A-Za-z0-9_.,:/@%+-]*") ? value : "'" + value + "'");
    }
}
