package coop.ccci.harness.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededRecipeTest {
    private static final RecipeName DRONE = new RecipeName("drone");

    @TempDir
    private Path all;

    private void needs(String recipe, String... others) throws Exception {
        var folder = Files.createDirectories(all.resolve(recipe));
        Files.writeString(
                folder.resolve("recipe.yml"), others.length == 0 ? "" : "dependencies: " + List.of(others) + "\n");
    }

    private List<String> order() {
        return NeededRecipe.of(
                        DRONE,
                        RecipeFiles.read(new RecipeFolders(List.of(all)), DRONE),
                        name -> RecipeFiles.read(new RecipeFolders(List.of(all)), name))
                .stream()
                .map(needed -> needed.recipe().value())
                .toList();
    }

    private void refused(String told) {
        assertThatThrownBy(this::order)
                .hasMessageContaining(told)
                .isInstanceOfSatisfying(
                        RunException.class, wrong -> assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void each_comes_after_all_that_it_needs_itself_and_once() throws Exception {
        needs("drone", "gitea", "mail");
        needs("gitea", "identity");
        needs("mail", "identity");
        needs("identity");

        assertThat(order()).containsExactly("identity", "gitea", "mail");
    }

    @Test
    void a_recipe_without_any_needs_none() throws Exception {
        needs("drone");

        assertThat(order()).isEmpty();
    }

    @Test
    void what_is_not_enrolled_cannot_be_needed() throws Exception {
        needs("drone", "giteaa");

        refused("recipe-tests/drone/recipe.yml: dependencies names giteaa, and there is no folder recipe-tests/giteaa");
    }

    @Test
    void recipes_that_need_one_another_are_refused() throws Exception {
        needs("drone", "gitea");
        needs("gitea", "drone");

        refused("recipe-tests/gitea/recipe.yml: dependencies names drone, which needs gitea itself");

        needs("drone", "drone");
        refused("dependencies names drone");
    }

    @Test
    void there_are_not_too_many() throws Exception {
        needs("drone", "a", "b", "c", "d", "e");
        for (var name : List.of("a", "b", "c", "d")) {
            needs(name);
        }
        needs("e", "f");
        needs("f");

        refused("more than 5 apps");
    }
}
