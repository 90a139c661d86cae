package coop.ccci.harness.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeFilesTest {
    private static final RecipeName REPOSITORY = new RecipeName("shop-recipe");

    @TempDir
    Path all;

    private void folder(String name, String yml) throws Exception {
        Files.createDirectories(all.resolve(name));
        if (!yml.isEmpty()) {
            Files.writeString(all.resolve(name).resolve("recipe.yml"), yml);
        }
    }

    private List<String> misfits(String source, String sample) {
        return RecipeFiles.read(new RecipeFolders(List.of(all)), REPOSITORY)
                .misfits(Optional.ofNullable(source), SampleName.require(sample, REPOSITORY), REPOSITORY);
    }

    @Test
    void a_folder_of_the_repository_s_name_is_its_own() throws Exception {
        folder("shop-recipe", "");
        folder("other", "repository: coop-cloud/other-recipe\n");

        assertThat(RecipeFiles.read(new RecipeFolders(List.of(all)), REPOSITORY).folder())
                .contains(all.resolve("shop-recipe"));
    }

    @Test
    void a_folder_that_names_the_repository_is_its_own_whatever_it_is_called() throws Exception {
        folder("other", "repository: [broken\n");
        folder("shop", "# the shop\nhealth: {path: /}\nrepository: \"coop-cloud/shop-recipe\" # since 2024\n");

        var files = RecipeFiles.read(new RecipeFolders(List.of(all)), REPOSITORY);

        assertThat(files.folder()).contains(all.resolve("shop"));
        assertThat(files.settings().repository()).contains("coop-cloud/shop-recipe");
        assertThat(RecipeFiles.read(new RecipeFolders(List.of(all)), new RecipeName("shop-recip"))
                        .folder())
                .isEmpty();
        assertThat(RecipeFiles.read(new RecipeFolders(List.of(all.resolve("nowhere"))), REPOSITORY)
                        .folder())
                .isEmpty();
    }

    @Test
    void two_folders_of_one_repository_are_a_mistake_that_names_both() throws Exception {
        folder("shop-recipe", "");
        folder("shop", "repository: coop-cloud/shop-recipe\n");

        assertThatThrownBy(() -> RecipeFiles.read(new RecipeFolders(List.of(all)), REPOSITORY))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("shop-recipe and shop in recipe-tests/");
    }

    @Test
    void names_that_fit_are_not_talked_about() throws Exception {
        assertThat(misfits("shop-recipe", "RECIPE=shop-recipe")).isEmpty();
        folder("shop", "repository: coop-cloud/shop-recipe\n");
        assertThat(misfits("shop-recipe", "TYPE=shop")).isEmpty();
        assertThat(misfits(null, "TYPE=shop:1.0.0+1")).isEmpty();
    }

    @Test
    void a_recipe_that_is_not_called_as_its_repository_is_told_how_it_gets_a_folder() {
        assertThat(misfits("shop-recipe", "A=1\n\nTYPE=shop\n"))
                .containsExactly("the recipe is called shop (.env.sample:3 says TYPE=shop), and its repository"
                        + " shop-recipe; to give it tests or settings, make recipe-tests/shop/recipe.yml with"
                        + " repository: owner/shop-recipe");
    }

    @Test
    void a_folder_of_another_name_than_the_recipe_s_is_told() throws Exception {
        folder("shop-recipe", "");

        assertThat(misfits("shop-recipe", "RECIPE=shop"))
                .containsExactly("the recipe is called shop (.env.sample:1 says RECIPE=shop), and its tests are in"
                        + " recipe-tests/shop-recipe; call the folder shop and set repository: owner/shop-recipe in its"
                        + " recipe.yml");
    }

    @Test
    void a_repository_that_is_not_the_folder_s_is_told_with_both_names() throws Exception {
        folder("shop", "repository: coop-cloud/shop-recipe\n");

        assertThat(misfits("webshop", "RECIPE=shop"))
                .containsExactly("recipe-tests/shop/recipe.yml says repository: coop-cloud/shop-recipe, and what was"
                        + " cloned is called webshop; set repository: to where the recipe lives");
    }
}
