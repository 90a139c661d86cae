package coop.ccci.harness.recipe;

import coop.ccci.contract.RecipeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder {@code recipe-tests/<recipe>/}, which need not exist: a recipe without one gets the generic tiers with
 * the defaults.
 *
 * @param folder the folder; empty when there is none
 * @param settings what its {@code recipe.yml} says, or the defaults
 */
public record RecipeFiles(Optional<Path> folder, RecipeSettings settings) {
    /**
     * Reads what there is.
     *
     * @param all the folder of all recipes' folders
     * @throws coop.ccci.harness.result.RunException of usage when a file in it is wrong
     */
    public static RecipeFiles read(Path all, RecipeName recipe) {
        var folder = all.resolve(recipe.value());
        if (!Files.isDirectory(folder)) {
            return new RecipeFiles(Optional.empty(), RecipeSettings.DEFAULTS);
        }
        var file = folder.resolve("recipe.yml");
        return new RecipeFiles(
                Optional.of(folder), Files.exists(file) ? new RecipeYaml().read(file) : RecipeSettings.DEFAULTS);
    }
}
