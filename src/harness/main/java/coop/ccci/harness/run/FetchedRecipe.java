package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.abra.PostCommand;
import coop.ccci.harness.base.UpgradePath;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.git.Remarks;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.recipe.SampleName;
import coop.ccci.harness.result.RunException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at a recipe that was just fetched: whether {@code abra} will find it by the name in its own settings, and what in
 * its repository people should know of.
 */
final class FetchedRecipe {
    private static final String SAMPLE = ".env.sample";

    private final RecipeName recipe;
    private final RecipeFiles files;
    private final RecipeSource source;
    private final AbraFolder abra;
    private final Consumer<String> note;

    /**
     * Makes ready.
     *
     * @param recipe the name that the run was started with
     * @param note takes sentences for people
     */
    FetchedRecipe(RecipeName recipe, RecipeFiles files, RecipeSource source, AbraFolder abra, Consumer<String> note) {
        this.recipe = recipe;
        this.files = files;
        this.source = source;
        this.abra = abra;
        this.note = note;
    }

    /**
     * Looks at it.
     *
     * @throws RunException of the recipe when the commit under test does not say which recipe it is
     */
    void check(History history, UpgradePath path) {
        var sample = history.file(history.commit(), SAMPLE)
                .orElseThrow(
                        () -> RunException.recipe("the recipe has no .env.sample, of which abra makes the settings of"
                                + " an app; add one with the lines RECIPE=" + recipe + " and DOMAIN=" + recipe
                                + ".example.com"));
        var name = SampleName.require(sample, recipe);
        abra.alias(recipe, name.folder());
        path.base()
                .flatMap(from -> history.file(from.checkout().commit(), SAMPLE))
                .flatMap(SampleName::find)
                .filter(SampleName::isUsable)
                .ifPresent(old -> abra.alias(recipe, old.folder()));
        var cloned = source.isFolder() ? Optional.<String>empty() : Optional.of(source.repository());
        files.misfits(cloned, name, recipe).forEach(note);
        Remarks.of(history).forEach(note);
        PostCommand.unread(EnvFile.parse(sample).variables()).ifPresent(note);
    }
}
