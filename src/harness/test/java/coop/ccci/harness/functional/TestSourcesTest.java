package coop.ccci.harness.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        assertThat(sources.tests())
                .containsExactlyEntriesOf(Map.of(Tier.FUNCTIONAL, List.of(recipe.resolve("functional/PageTest.java"))));
    }

    @Test
    void a_tier_s_own_file_stands_beside_the_settings_and_needs_no_folder() throws Exception {
        write("UpgradeTest.java", "");
        write("RestoreTest.java", "");

        assertThat(TestSources.in(recipe).orElseThrow().tests())
                .isEqualTo(Map.of(
                        Tier.UPGRADE, List.of(recipe.resolve("UpgradeTest.java")),
                        Tier.RESTORE, List.of(recipe.resolve("RestoreTest.java"))));
    }

    @Test
    void two_tests_of_one_name_are_refused_because_one_of_them_would_hide_the_other() throws Exception {
        write("UpgradeTest.java", "");
        write("functional/deep/UpgradeTest.java", "");

        assertThatThrownBy(() -> TestSources.in(recipe))
                .hasMessageStartingWith(recipe.resolve("functional/deep/UpgradeTest.java") + ":1: ")
                .hasMessageContaining("call them differently");
    }

    @Test
    void a_file_that_is_called_almost_like_a_tier_s_is_told_with_their_names() throws Exception {
        write("FunctionalTest.java", "");

        assertThatThrownBy(() -> TestSources.in(recipe))
                .hasMessageContaining("InstallTest.java, UpgradeTest.java, BackupTest.java, RestoreTest.java");
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
