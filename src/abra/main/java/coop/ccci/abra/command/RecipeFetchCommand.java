package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.RecipeReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code abra recipe fetch}: clones a recipe, or brings its checkout up to date. */
@Command(name = "fetch", description = "Clone a recipe, or bring its checkout up to date.")
final class RecipeFetchCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String name;

    private final AbraCommand abra;

    RecipeFetchCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (abra.isOffline()) {
            throw new FatalException("cannot fetch with --offline");
        }
        abra.recipes().fetch(RecipeReference.parse(name));
        abra.log().info("fetched " + name);
    }
}
