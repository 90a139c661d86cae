package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import coop.ccci.abra.SampleRecipe;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code abra recipe fetch} and {@code abra recipe versions}. */
class RecipeCommandsTest extends CommandLineFixture {
    @Test
    void recipe_fetch_of_an_unknown_recipe_is_refused() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"nothing-like-it\": {\"repository\": \""
                        + folder.resolve("nowhere").toUri() + "\"}}");
        refused("unknown recipe nothing-like-it", "recipe", "fetch", "nothing-like-it");
        refused("Missing required parameter: '<recipe>'", "recipe", "fetch");
        refused("--offline", "recipe", "fetch", "custom-html", "-o");
    }

    @Test
    void recipe_fetch_clones_from_where_the_catalogue_says() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"another\": {\"repository\": \"" + recipe.folder().toUri() + "\"}}");
        assertThat(abra.run("recipe", "fetch", "another").err()).isEqualTo("INFO fetched another\n");
        assertThat(folder.resolve("recipes/another/compose.yml")).exists();
    }

    @Test
    @Assumes("recipe-fetch.at-hand")
    void recipe_fetch_of_a_recipe_that_is_there_already_is_no_error() {
        Assumptions.assertHolds("recipe-fetch.at-hand", abra.run("recipe", "fetch", "custom-html", "-n"));
    }

    @Test
    @Assumes("recipe-versions.shape")
    void recipe_versions_has_a_row_per_service_and_release_the_newest_first() throws Exception {
        var rows = new JsonMapper()
                .readTree(abra.run("recipe", "versions", "custom-html", "-m", "-o")
                        .out());
        Assumptions.assertHolds("recipe-versions.shape", rows.get(0));
        assertThat(rows)
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                        [{"service": "app", "image": "127.0.0.1:5000/ccci/web", "tag": "1.35.0",
                          "version": "1.1.0+1.35.0"},
                         {"service": "app", "image": "127.0.0.1:5000/ccci/web", "tag": "1.35.0",
                          "version": "1.0.0+1.35.0"}]
                        """));
    }

    @Test
    void recipe_versions_of_a_recipe_without_releases_is_fatal() throws Exception {
        SampleRecipe.in(folder.resolve("recipes/fresh"), "127.0.0.1:5000").commit("release-1.0.0");
        refused("has no released versions", "recipe", "versions", "fresh", "-o");
    }
}
