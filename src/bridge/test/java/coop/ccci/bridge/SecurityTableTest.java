package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/security.md} names tests that are there. */
class SecurityTableTest {
    private static final Path TABLE = Path.of("../../docs/security.md");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test(?:\\.\\w+)?)`");
    private static final Set<Integer> OURS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 19);

    @Test
    void every_test_of_the_bridges_rows_is_there() throws IOException {
        var tests = tests();
        for (var line : rows()) {
            var named =
                    TEST.matcher(line).results().map(found -> found.group(1)).toList();
            assertThat(named).as(line).isNotEmpty();
            assertThat(tests).as(line).containsAll(named);
        }
    }

    @Test
    void every_row_of_the_bridge_is_in_the_table() throws IOException {
        assertThat(rows()).hasSize(OURS.size());
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> {
                    var row = ROW.matcher(line);
                    return row.find() && OURS.contains(Integer.valueOf(row.group(1)));
                })
                .toList();
    }

    /** Each class of tests, each class within one, and each test, as the table names them. */
    private static Set<String> tests() {
        var names = new HashSet<String>();
        for (JavaClass found : new ClassFileImporter().importPath(Path.of("target/test-classes"))) {
            names.add(found.getSimpleName());
            found.getEnclosingClass()
                    .ifPresent(outer -> names.add(outer.getSimpleName() + "." + found.getSimpleName()));
            found.getMethods().forEach(method -> names.add(found.getSimpleName() + "." + method.getName()));
        }
        return names;
    }
}
