package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A compose file as it is written: its content with the line of everything in it, variables as they stand. What cannot be
 * read with certainty is refused with its line.
 */
final class ComposeSource {
    private final ComposeValue content;

    private ComposeSource(ComposeValue content) {
        this.content = content;
    }

    /**
     * A text in a compose file.
     *
     * @param key the key that it has in a map; for an item of a list what stands before its {@code =}
     * @param value the value in a map; for an item of a list what stands after its {@code =}
     * @param line where it begins, from 1
     */
    record Entry(String key, String value, int line) {}

    /**
     * Reads a file.
     *
     * @param checkout the recipe
     * @param name the file in it
     * @throws RunException of the recipe when it is missing, outside of the recipe, or not YAML that Docker reads
     */
    static ComposeSource read(Path checkout, String name) {
        return new ComposeSource(StrictYaml.read(name, text(checkout, name)));
    }

    /**
     * Checks that everybody reads a recipe's settings alike, and the files that they select, before abra does, which names
     * neither file nor line.
     *
     * @throws RunException of the recipe as {@link #read} does
     */
    static void requireReadable(Path checkout) {
        SampleFile.require(checkout);
        var sample = checkout.resolve(SampleFile.NAME);
        if (Files.isRegularFile(sample)) {
            var chosen = Compose.chosen(EnvFile.read(sample).variables());
            chosen.forEach(file -> read(checkout, file));
            AbraShExports.read(checkout, chosen);
        }
    }

    /** Returns the content. */
    ComposeValue content() {
        return content;
    }

    /** Returns the text of a file. */
    static String text(Path checkout, String name) {
        var file = RecipePath.of(checkout, name);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            throw RunException.recipe("COMPOSE_FILE names \"" + name + "\", which is not a file of the recipe");
        }
        return RecipeText.of(checkout, name);
    }

    /** Returns the keys of the map at a path; none where there is no map. */
    List<String> keys(String... path) {
        return at(path).map(value -> List.copyOf(value.entries().keySet())).orElse(List.of());
    }

    /** Returns the line of the key at a path; empty where there is none. */
    Optional<Integer> line(String... path) {
        return at(path).map(ComposeValue::line);
    }

    /** Returns what a map at a path, or a list of {@code key=value}, says, as labels and variables are written. */
    List<Entry> entries(String... path) {
        var entries = new ArrayList<Entry>();
        at(path).ifPresent(value -> {
            value.entries().forEach((key, entry) -> entries.add(new Entry(key, entry.text(), entry.line())));
            if (value.entries().isEmpty()) {
                value.items().forEach(item -> {
                    var parts = item.text().split("=", 2);
                    entries.add(new Entry(parts[0], parts.length > 1 ? parts[1] : "", item.line()));
                });
            }
        });
        return entries;
    }

    private Optional<ComposeValue> at(String... path) {
        var value = Optional.of(content);
        for (var key : path) {
            value = value.flatMap(parent -> parent.at(key));
        }
        return value;
    }
}
