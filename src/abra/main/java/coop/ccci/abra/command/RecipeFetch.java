package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.recipe.RecipeReference;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra recipe fetch}. */
@Command(name = "fetch", aliases = "f", description = "Clone a recipe, or bring its checkout up to date.")
final class RecipeFetch implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>", arity = "0..1")
    private Optional<String> name = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "All recipes of the catalogue.")
    private boolean all;

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
        if (all == name.isPresent()) {
            throw new FatalException("give the name of one recipe, or --all");
        }
        if (abra.isOffline()) {
            throw new FatalException("cannot fetch with --offline");
        }
        var recipes = abra.recipes();
        var chosen = name.map(Stream::of)
                .orElseGet(() -> recipes.catalogue().properties().stream().map(Map.Entry::getKey));
        chosen.forEach(recipe -> {
            recipes.fetch(RecipeReference.parse(recipe), force);
            abra.log().info("fetched " + recipe);
        });
    }
}
