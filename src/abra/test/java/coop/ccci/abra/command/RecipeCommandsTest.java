package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code abra recipe fetch} and {@code abra recipe ls}. */
class RecipeCommandsTest extends OnCommandLine {
    @Test
    void recipe_fetch_of_an_unknown_recipe_is_refused() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"nothing-like-it\": {\"repository\": \""
                        + folder.resolve("nowhere").toUri() + "\"}}");
        refused("unknown recipe nothing-like-it", "recipe", "fetch", "nothing-like-it");
        refused("give the name of one recipe, or --all", "recipe", "fetch");
        refused("--offline", "recipe", "fetch", "custom-html", "-o");
    }

    @Test
    void recipe_fetch_of_all_clones_what_the_catalogue_has() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"another\": {\"repository\": \"" + recipe.folder().toUri() + "\"}}");
        assertThat(abra.run("recipe", "fetch", "--all").err()).isEqualTo("INFO fetched another\n");
        assertThat(folder.resolve("recipes/another/compose.yml")).exists();
    }

    @Test
    void recipe_ls_shows_what_the_catalogue_says() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                """
                {"another": {"category": "Apps", "features": {"status": 4, "backups": "Yes"}}, "other": {}}
                """);
        assertThat(abra.run("recipe", "ls", "-m", "-p", "an").out().strip())
                .isEqualTo("[{\"name\":\"another\",\"category\":\"Apps\",\"status\":\"4\",\"healthcheck\":\"\","
                        + "\"backups\":\"Yes\",\"email\":\"\",\"tests\":\"\",\"sso\":\"\"}]");
    }
}
