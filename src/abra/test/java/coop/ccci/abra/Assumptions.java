package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * What the harness assumes of abra, read from its {@code assumptions.yml}: the stand-in is held to the same list that
 * {@code doctor} holds a real abra to.
 */
public final class Assumptions {
    private static final Path FILE =
            Path.of("..", "harness", "main", "resources", "coop", "ccci", "harness", "doctor", "assumptions.yml");

    /** Those that are about the host and not about what abra does. */
    private static final Set<String> OF_THE_HOST =
            Set.of("abra.restic", "deep.ready", "deep.nothing-left", "route.serves");

    private static final Map<String, Assumption> ALL = read();

    private Assumptions() {}

    /**
     * One assumption.
     *
     * @param id its name
     * @param needs the ids without which it cannot be checked
     * @param exit the exit code, where one is expected
     * @param words all of which the output has, in lower case
     * @param keys all of which the JSON objects, or the table's first titles, have
     * @param help what the help of a command has to name
     */
    public record Assumption(
            String id,
            List<String> needs,
            Optional<Integer> exit,
            List<String> words,
            List<String> keys,
            Optional<Help> help) {}

    /**
     * What the help of a command has to name.
     *
     * @param command its words
     * @param alias the command's own name, where it is another one
     * @param flags all names of a flag, divided by blanks
     */
    public record Help(String command, String alias, List<String> flags) {}

    /** Returns all assumptions about what abra does: {@code abra.found}, what needs it, and the folder of servers. */
    static List<Assumption> ofAbra() {
        var about = new LinkedHashSet<>(Set.of("abra.found", "abra.server"));
        for (var assumption : ALL.values()) {
            if (assumption.needs().stream().anyMatch(about::contains)) {
                about.add(assumption.id());
            }
        }
        about.removeAll(OF_THE_HOST);
        return ALL.values().stream()
                .filter(assumption -> about.contains(assumption.id()))
                .toList();
    }

    /** Asserts that a command ended with the exit code and the words that the file expects; one of both is there. */
    public static void assertHolds(String id, AbraProcess.Outcome outcome) {
        var expected = ALL.get(id);
        assertThat(expected.exit().isPresent() || !expected.words().isEmpty())
                .as(id + " expects an exit code or words")
                .isTrue();
        expected.exit().ifPresent(exit -> {
            assertThat(outcome.exit()).as(id).isEqualTo(exit);
            if (exit != 0) {
                assertThat(outcome.err()).as(id).contains("FATA ");
            }
        });
        var text = (outcome.out() + outcome.err()).toLowerCase(Locale.ROOT);
        assertThat(expected.words()).as(id + " in " + text).allMatch(text::contains);
    }

    /** Asserts that a JSON object has the keys that the file expects. */
    public static void assertHolds(String id, JsonNode object) {
        assertThat(object.fieldNames()).as(id).toIterable().containsAll(keys(id));
    }

    /** Returns the keys that the file expects, of which there is one at least. */
    public static List<String> keys(String id) {
        assertThat(ALL.get(id).keys()).as(id + " expects keys").isNotEmpty();
        return ALL.get(id).keys();
    }

    private static Map<String, Assumption> read() {
        try (var reader = Files.newBufferedReader(FILE)) {
            List<Map<String, Object>> topics = new Yaml().load(reader);
            return topics.stream()
                    .flatMap(topic -> maps(topic.get("assumptions")))
                    .map(Assumptions::assumption)
                    .collect(Collectors.toMap(
                            Assumption::id, each -> each, (first, second) -> first, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Assumption assumption(Map<?, ?> entry) {
        var expect = entry.get("expect") instanceof Map<?, ?> map ? map : Map.of();
        return new Assumption(
                String.valueOf(entry.get("id")),
                texts(entry.get("needs")),
                Optional.ofNullable((Integer) expect.get("exit")),
                texts(expect.get("words")),
                texts(expect.get("keys")),
                entry.get("help") instanceof Map<?, ?> map ? Optional.of(help(map)) : Optional.empty());
    }

    private static Help help(Map<?, ?> entry) {
        var command = String.valueOf(entry.get("command"));
        var alias = entry.get("alias");
        return new Help(command, alias == null ? command : String.valueOf(alias), texts(entry.get("flags")));
    }

    @SuppressWarnings("unchecked") // each entry of the file is a map with texts as keys
    private static Stream<Map<String, Object>> maps(Object list) {
        return ((List<Map<String, Object>>) list).stream();
    }

    private static List<String> texts(Object list) {
        return list instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of();
    }
}
