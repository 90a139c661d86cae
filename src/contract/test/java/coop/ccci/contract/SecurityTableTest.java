package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/security.md} has every row, and names tests that are there, of whatever module. */
class SecurityTableTest {
    private static final Path TABLE = Path.of("../../docs/security.md");
    private static final int ROWS = 22;
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT)(?:\\.\\w+)?)`");
    private static final Pattern NUMBER = Pattern.compile("\\.(?:row_|Row)(\\d+)");
    private static final Pattern TYPE = Pattern.compile("\\bclass (\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

    @Test
    void every_row_is_there_once_and_in_order() throws IOException {
        assertThat(rows().stream().map(SecurityTableTest::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void every_test_of_a_row_is_there() throws IOException {
        var tests = tests();
        for (var row : rows()) {
            assertThat(named(row)).as(row).isNotEmpty();
            assertThat(tests).as(row).containsAll(named(row));
        }
    }

    @Test
    void a_test_stands_in_the_row_that_its_name_says() throws IOException {
        for (var row : rows()) {
            assertThat(named(row).stream()
                            .flatMap(name -> NUMBER.matcher(name).results())
                            .map(found -> Integer.valueOf(found.group(1))))
                    .as(row)
                    .allMatch(number(row)::equals);
        }
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> ROW.matcher(line).find())
                .toList();
    }

    private static Integer number(String row) {
        return ROW.matcher(row)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> named(String row) {
        return NAMED.matcher(row).results().map(found -> found.group(1)).toList();
    }

    /** Each class of tests, each class within one, and each test, as the table names them. */
    private static Set<String> tests() throws IOException {
        var names = new HashSet<String>();
        for (var file : SourceTree.tests()) {
            var outer = SourceTree.typeName(file);
            var source = Files.readString(file);
            names.add(outer);
            for (var pattern : List.of(TYPE, METHOD)) {
                pattern.matcher(source)
                        .results()
                        .map(SecurityTableTest::first)
                        .forEach(name -> names.add(outer + "." + name));
            }
        }
        return names;
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }
}
