package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.process.FatalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AbraShTest {
    /** As abra reads each line: what it takes for a name and a value; nothing where it passes the line over. */
    @ParameterizedTest
    @MethodSource
    void a_line_is_read_as_abra_reads_it(String line, Map<String, String> exports) {
        assertThat(AbraSh.parse(line)).isEqualTo(exports);
    }

    static List<Arguments> a_line_is_read_as_abra_reads_it() {
        return List.of(
                Arguments.of("export A=v1", Map.of("A", "v1")),
                Arguments.of("export A=v1\r", Map.of("A", "v1")),
                Arguments.of("export A=v1 # since June", Map.of("A", "v1 # since June")),
                Arguments.of("export A=v1 ", Map.of("A", "v1 ")),
                Arguments.of("export A=1\"2\"", Map.of("A", "1\"2\"")),
                Arguments.of("export  A=v1", Map.of(" A", "v1")),
                Arguments.of("export\tA=v1", Map.of("export\tA", "v1")),
                Arguments.of("export A=v1 # export B=v2", Map.of("B", "v2")),
                Arguments.of("export A=v1\nexport A=v2", Map.of("A", "v2")),
                Arguments.of("export A=\"v1\"", Map.of()),
                Arguments.of("export A='v1'", Map.of()),
                Arguments.of("export A=", Map.of()),
                Arguments.of("export A=/etc", Map.of()),
                Arguments.of("  export A=v1", Map.of()),
                Arguments.of("x=1; export A=v1", Map.of()),
                Arguments.of("# export A=v1", Map.of()),
                Arguments.of("# a\rexport A=v1", Map.of()),
                Arguments.of("exporting A=v1", Map.of()),
                Arguments.of("A=v1", Map.of()));
    }

    @Test
    void a_line_with_a_second_value_is_an_error() {
        for (var line : List.of("export A=v1=v2", "export A=v1 # B=v2", "export A=xexport ")) {
            assertThatThrownBy(() -> AbraSh.parse("export B=v1\n" + line))
                    .isInstanceOf(FatalException.class)
                    .hasMessage("couldn't parse " + line);
        }
    }

    @Test
    void functions_and_what_a_shell_would_run_are_passed_over() {
        assertThat(AbraSh.parse(
                        "export A=$(touch /tmp/x)\nexport B=`id`\nexport C=\"$HOME\"\nbackup() {\n  export D=1\n}\n"))
                .isEmpty();
    }

    @Test
    void a_recipe_without_the_file_exports_nothing(@TempDir Path recipe) {
        assertThat(AbraSh.exports(recipe)).isEmpty();
    }

    @Test
    void the_file_is_never_run(@TempDir Path recipe) throws Exception {
        Files.writeString(recipe.resolve("abra.sh"), "touch " + recipe.resolve("ran") + "\nexport A=v1\n");
        assertThat(AbraSh.exports(recipe)).containsEntry("A", "v1");
        assertThat(recipe.resolve("ran")).doesNotExist();
    }
}
