package coop.ccci.abra.lint;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.AppEnvFile;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.AbraSh;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.RecipeCheckout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkout with everything that the rules look at. Every {@code compose*.yml} of the tree counts, the untracked ones
 * too (observed on abra 0.13).
 *
 * @param name of the recipe
 * @param folder of the checkout
 * @param compose all of them, laid over each other
 * @param env what variables in them stand for: the sample's values and the exports of {@code abra.sh}
 * @param lightweightTags the tags that are not annotated
 * @param catalogue the catalogue's entry of the recipe, a missing node when there is none
 */
record LintedRecipe(
        String name,
        Path folder,
        ComposeFiles compose,
        Map<String, String> env,
        List<String> lightweightTags,
        JsonNode catalogue) {
    /**
     * Reads a checkout as it lies there.
     *
     * @throws FatalException when there is no {@code .env.sample}, or a compose file cannot be read
     */
    static LintedRecipe read(RecipeCheckout recipe, JsonNode catalogue) {
        var sample = recipe.folder().resolve(".env.sample");
        if (!Files.exists(sample)) {
            throw new FatalException("unable to validate recipe: .env.sample for " + recipe.name()
                    + " couldn't be read: open " + sample + ": no such file or directory");
        }
        var env = new LinkedHashMap<>(AppEnvFile.read(sample).values());
        env.putAll(AbraSh.exports(recipe.folder()));
        env.putIfAbsent("STACK_NAME", recipe.name());
        return new LintedRecipe(
                recipe.name(),
                recipe.folder(),
                ComposeFiles.all(recipe.folder()),
                env,
                recipe.lightweightTags(),
                catalogue);
    }
}
