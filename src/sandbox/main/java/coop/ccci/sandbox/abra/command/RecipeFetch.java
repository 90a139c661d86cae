package coop.ccci.sandbox.abra.command;

import coop.ccci.sandbox.abra.FatalException;
import coop.ccci.sandbox.abra.recipe.RecipeReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra recipe fetch}. */
@Command(name = "fetch", aliases = "f", description = "Clone a recipe, or bring its checkout up to date.")
final class RecipeFetch implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String name;

    @Option(
            names = {"-f", "--force"},
            description = "Also when the checkout has changes.")
    private boolean force;

    private final Abra abra;

    RecipeFetch(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (abra.isOffline()) {
            throw new FatalException("cannot fetch " + name + " with --offline");
        }
        abra.recipes().fetch(RecipeReference.parse(name), force);
        abra.log().info("fetched " + name);
    }
}
