package coop.ccci.sandbox.part.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.config.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sample is not the Co-op Cloud recipe of its name: what is said of it must not come to a host. */
class SampleTestsTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private static List<String> folders(String place) throws IOException {
        try (var entries = Files.list(HOME.resolve(place))) {
            return entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static List<String> samples() {
        return SampleRecipe.all(HOME).stream()
                .map(recipe -> recipe.name().value())
                .toList();
    }

    @Test
    void each_sample_recipe_has_its_folder_beside_the_samples() throws IOException {
        assertThat(folders("src/sandbox/recipe-tests")).containsExactlyInAnyOrderElementsOf(samples());
    }

    @Test
    void what_hosts_get_is_about_no_sample_recipe() throws IOException {
        assertThat(folders("recipe-tests")).doesNotContainAnyElementsOf(samples());
        assertThat(HOME.resolve("recipe-tests/README.md")).exists();
    }

    @Test
    void the_sandbox_reads_the_samples_folders_after_those_of_the_checkout() {
        var settings = SandboxSettings.of(Map.of("HOME", "/home/maya", "CCCI_HOME", HOME.toString()));
        assertThat(settings.recipeTests().places())
                .containsExactly(HOME.resolve("recipe-tests"), HOME.resolve("src/sandbox/recipe-tests"));
        assertThat(settings.recipeTests().about("drone"))
                .containsExactly(HOME.resolve("src/sandbox/recipe-tests/drone"));
    }
}
