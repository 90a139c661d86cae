package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about the sources of all modules together; CONTRIBUTING.md gives the reasons. */
class HouseRulesTest {
    private static final int MAX_LINES = 300;

    /** Names of one idea that stands on two sides of a seam, with the seam. */
    private static final Map<String, String> ON_BOTH_SIDES = Map.of();

    @Test
    void one_simple_name_is_one_thing_in_the_whole_project() {
        var byName = new TreeMap<>(SourceTree.files().stream()
                .collect(Collectors.groupingBy(
                        SourceTree::typeName, Collectors.mapping(SourceTree::module, Collectors.toList()))));
        byName.keySet().removeAll(ON_BOTH_SIDES.keySet());

        assertThat(byName).hasSizeGreaterThan(300).allSatisfy((name, modules) -> assertThat(modules)
                .as("modules with a type %s", name)
                .hasSize(1));
    }

    @Test
    void a_file_has_at_most_three_hundred_lines() throws IOException {
        var tooLong = new ArrayList<Path>();
        var files = Stream.concat(SourceTree.files().stream(), SourceTree.tests().stream())
                .toList();
        for (var file : files) {
            if (Files.readAllLines(file).size() > MAX_LINES) {
                tooLong.add(file);
            }
        }

        assertThat(SourceTree.tests()).hasSizeGreaterThan(100);
        assertThat(tooLong).isEmpty();
    }

    /** Java takes some of the stack for each repetition else, and long foreign text overflows it. */
    @Test
    void a_group_of_a_pattern_is_repeated_possessively() throws IOException {
        var deep = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
        var repeated = Pattern.compile("\\)[*+](?!\\+)");
        var found = new ArrayList<String>();
        for (var file : SourceTree.files()) {
            if (!SourceTree.module(file).equals("sandbox")) {
                for (var line : Files.readAllLines(file)) {
                    deep.matcher(line)
                            .results()
                            .filter(text ->
                                    text.group().contains("[") || text.group().contains("(?"))
                            .filter(text -> repeated.matcher(text.group()).find())
                            .forEach(text -> found.add(SourceTree.typeName(file) + ": " + text.group()));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void a_sealed_type_is_matched_and_never_told_apart_by_instanceof() {
        var units = SourceTree.parse(SourceTree.files());
        var choices = new SealedChoices(units);

        assertThat(choices.names()).as("sealed types").hasSizeGreaterThan(5);
        assertThat(units.stream().map(choices::guessedIn).flatMap(List::stream)).isEmpty();
    }

    @Test
    void an_instanceof_over_a_sealed_type_is_seen_however_it_is_written(@TempDir Path folder) throws IOException {
        var choice = Files.writeString(
                folder.resolve("Picture.java"),
                """
                package a;
                public sealed interface Picture {
                    record Taken(String file) implements Picture {}
                    record Missing() implements Picture {}
                    static boolean isOwnBusiness(Picture picture) { return picture instanceof Taken; }
                }
                """);
        var guess = Files.writeString(
                folder.resolve("Guess.java"),
                """
                package b;
                import a.Picture;
                import a.Picture.Missing;
                class Guess {
                    boolean byOuterName(Object picture) { return picture instanceof Picture.Taken; }
                    boolean byImportedName(Object picture) { return picture instanceof Missing; }
                    boolean byPattern(Object picture) { return picture instanceof Picture.Taken taken && taken != null; }
                    boolean byChoice(Object picture) { return picture instanceof Picture; }
                    boolean ofSomethingElse(Object picture) { return picture instanceof String; }
                }
                """);
        var units = SourceTree.parse(List.of(choice, guess));
        var choices = new SealedChoices(units);

        assertThat(units.stream().map(choices::guessedIn).map(List::size)).containsExactly(0, 4);
    }
}
