package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths end in a recipe's own files, by the kernel's own walk; links are made here that no checkout lets stay. */
class RecipePathTest {
    @TempDir
    Path folder;

    private Path recipe;

    @BeforeEach
    void setUp() throws IOException {
        recipe = Files.createDirectories(folder.resolve("recipe"));
        Files.writeString(Files.createDirectories(folder.resolve("outside")).resolve("app.env"), "SECRET=1\n");
        Files.writeString(Files.createDirectories(recipe.resolve(".git")).resolve("config"), "[core]\n");
        Files.writeString(Files.createDirectories(recipe.resolve("a/b/c")).resolve("conf"), "own\n");
        link("near", "a/b/c/conf");
        link("a/b/c/up", "../../..");
        link("away", "../outside/app.env");
        link("folder", "../outside");
        link("steps", "a/b/c/up/../outside/app.env");
        link("git", ".git/config");
        link("history", ".git");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(recipe.resolve(name), Path.of(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"near", "a/b/c/conf", "./near", "a/b/c/up/near", "a/b/c/up/a/b/c/conf", "nothing/there.yml"})
    void what_ends_in_the_recipe_is_its_own_and_what_is_not_there_is_for_others_to_say(String path) {
        assertThat(RecipePath.of(recipe, path)).contains(recipe.resolve(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "away", "folder/app.env", "steps", "a/b/c/up/steps", "git", "history/config", "a/b/c/up/history/config",
                "../outside/app.env", "a/../near", ".git/config", "/etc/passwd", "~/x", " ", "a\u0000b"
            })
    void row_21_what_ends_elsewhere_is_not_by_whatever_links_it_goes(String path) {
        assertThat(RecipePath.of(recipe, path)).isEmpty();
    }
}
