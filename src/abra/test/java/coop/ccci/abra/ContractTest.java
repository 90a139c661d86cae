package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import coop.ccci.abra.Assumptions.Assumption;
import coop.ccci.abra.Assumptions.Help;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stand-in is held to what the harness assumes of abra; what its help says is compared here, the rest elsewhere. */
class ContractTest {
    @TempDir
    private Path folder;

    @Test
    void every_assumption_about_abra_has_a_test_of_the_stand_in() {
        var tested = new ClassFileImporter()
                .importPackages("coop.ccci.abra").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Assumes.class))
                        .flatMap(method -> Arrays.stream(
                                method.getAnnotationOfType(Assumes.class).value()))
                        .distinct()
                        .toList();

        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(Assumptions.ofAbra().stream()
                        .filter(assumption -> assumption.help().isEmpty())
                        .map(Assumption::id)
                        .toList());
    }

    static Stream<Help> helps() {
        return Assumptions.ofAbra().stream().flatMap(assumption -> assumption.help().stream());
    }

    @ParameterizedTest
    @MethodSource("helps")
    void the_help_of_a_command_names_what_the_harness_assumes(Help help) {
        var outcome = new AbraProcess(folder).run((help.command() + " --help").split(" "));

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).containsPattern("Usage: abra (" + help.command() + "|" + help.alias() + ")\\b");
        for (var flag : help.flags()) {
            assertThat(outcome.out().lines().map(String::strip).filter(line -> line.startsWith("-")))
                    .as(flag)
                    .anyMatch(line -> names(line).containsAll(List.of(flag.split(" "))));
        }
    }

    private static List<String> names(String line) {
        return Pattern.compile("(?<![\\w-])--?[A-Za-z][\\w-]*")
                .matcher(line)
                .results()
                .map(found -> found.group())
                .toList();
    }
}
