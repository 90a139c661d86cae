package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
        for (var file : SourceTree.files()) {
            if (Files.readAllLines(file).size() > MAX_LINES) {
                tooLong.add(file);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void a_sealed_type_is_matched_and_never_told_apart_by_instanceof() {
        var units = SourceTree.parse(SourceTree.files());
        var choices = new SealedChoices(units);

        assertThat(choices.names()).as("sealed types").hasSizeGreaterThan(5);
        assertThat(units.stream().map(choices::guessedIn).flatMap(List::stream)).isEmpty();
    }
}
