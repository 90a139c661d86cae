package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourcesTest {
    @TempDir
    Path recipe;

    private void write(String file, String text) throws Exception {
        var path = recipe.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void a_recipe_without_the_folder_brings_no_tests() {
        assertThat(TestSources.in(recipe)).isEmpty();
    }

    @Test
    void helpers_are_compiled_along_but_are_no_tests() throws Exception {
        write("functional/PageTest.java", "");
        write("functional/below/Words.java", "");
        write("functional/notes.txt", "");

        var sources = TestSources.in(recipe).orElseThrow();

        assertThat(sources.files()).hasSize(2);
        assertThat(sources.tests()).containsExactly(recipe.resolve("functional/PageTest.java"));
    }

    @Test
    void a_test_that_would_never_run_because_of_its_place_is_told() throws Exception {
        write("PageTest.java", "");

        assertThatThrownBy(() -> TestSources.in(recipe))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(recipe.resolve("PageTest.java") + ":1: ")
                .hasMessageContaining("functional/");
    }

    @Test
    void row_19_more_files_than_anybody_writes_are_refused() throws Exception {
        for (var number = 0; number < 201; number++) {
            write("functional/A" + number + "Test.java", "");
        }

        assertThatThrownBy(() -> TestSources.in(recipe)).hasMessageContaining("more than 200");
    }
}
