package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The runbook's table of what {@code cc-ci host status} says, held against the program. */
class RunbookTableTest {
    private static final Set<String> PACKAGES = Set.of("bridge", "certificate", "part", "program", "recipe", "swarm");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final String BEGINNING = "^([a-z]+: )?(failed|differs|warning): ";

    private static Set<String> sentences;
    private static List<String> rows;

    @BeforeAll
    static void read() throws IOException {
        sentences = HostSentences.in(SourceTree.parse(SourceTree.files().stream()
                .filter(file -> SourceTree.module(file).equals("reconcile"))
                .filter(file -> PACKAGES.contains(file.getParent().getFileName().toString()))
                .toList()));
        var section = Files.readString(Path.of("../../docs/runbook.md"))
                .split("\n## What a line of `host status` means\n", 2)[1];
        rows = section.split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("| `") || line.startsWith("| …"))
                .map(line -> line.split("\\|", 3)[1])
                .flatMap(cell -> QUOTED.matcher(cell).results().map(found -> found.group(1)))
                .map(line -> line.replaceFirst(BEGINNING, ""))
                .toList();
    }

    @Test
    void every_line_that_it_can_have_of_a_part_is_in_the_table() {
        assertThat(sentences).hasSizeGreaterThan(50).allSatisfy(sentence -> assertThat(rows)
                .as(sentence)
                .anyMatch(row -> pattern(row).matcher(sentence).find()));
    }

    @Test
    void every_line_of_the_table_is_one_that_it_can_have() {
        assertThat(rows).allSatisfy(row -> assertThat(sentences)
                .as(row)
                .anyMatch(sentence -> pattern(row).matcher(sentence).find()));
    }

    /** Returns what a line of the table stands for: the beginning of a sentence, or what comes after a part of it. */
    private static Pattern pattern(String row) {
        return Pattern.compile(
                "^" + Arrays.stream(row.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
