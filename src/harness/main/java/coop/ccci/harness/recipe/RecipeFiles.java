package coop.ccci.harness.recipe;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.PreviousRepair;
import coop.ccci.harness.result.RunException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The folder {@code recipe-tests/<recipe>/}, which need not exist: a recipe without one gets the generic tiers with
 * the defaults.
 *
 * @param folder the folder; empty when there is none
 * @param settings what its {@code recipe.yml} says, or the defaults
 * @param overlay what it lays over the recipe's compose files; empty where it lays nothing
 * @param previous how it repairs an old version where that is the base of an upgrade; empty where it does not
 * @param isOwn whether it is of the recipe's own repository, and so written by whoever opened a pull request
 */
public record RecipeFiles(
        Optional<Path> folder,
        RecipeSettings settings,
        Optional<ComposeOverlay> overlay,
        Optional<PreviousRepair> previous,
        boolean isOwn) {
    /** What a recipe without a folder has. */
    public static final RecipeFiles NONE =
            new RecipeFiles(Optional.empty(), RecipeSettings.DEFAULTS, Optional.empty(), Optional.empty(), false);

    /**
     * Returns where recipes' folders are: {@code CCCI_RECIPE_TESTS}, else that of the checkout.
     *
     * @param variable gives a variable of the environment that is set to something
     * @throws RunException of usage when the variable is no list of paths
     */
    public static RecipeFolders all(Function<String, Optional<String>> variable) {
        try {
            return variable.apply("CCCI_RECIPE_TESTS")
                    .map(RecipeFolders::parse)
                    .orElseGet(() -> new RecipeFolders(
                            List.of(Path.of(variable.apply("CCCI_HOME").orElse("."), "recipe-tests"))));
        } catch (IllegalArgumentException e) {
            throw RunException.usage(
                    "CCCI_RECIPE_TESTS cannot be used; give folders, with a colon between: " + e.getMessage());
        }
    }

    /**
     * Reads what there is: the folder of the recipe's name, or the one whose {@code recipe.yml} says that its repository
     * has that name.
     *
     * @param all where recipes' folders are
     * @throws RunException of usage when a file in it is wrong
     */
    public static RecipeFiles read(RecipeFolders all, RecipeName recipe) {
        var folder = folder(all, recipe.value());
        var settings = folder.map(own -> own.resolve("recipe.yml"))
                .filter(Files::exists)
                .map(new RecipeYaml()::read)
                .orElse(RecipeSettings.DEFAULTS);
        return new RecipeFiles(
                folder, settings, folder.flatMap(ComposeOverlay::in), folder.flatMap(PreviousRepair::in), false);
    }

    /**
     * Reads what a recipe's own repository brings.
     *
     * @param folder the folder in it
     * @throws RunException of usage when a file in it is wrong, or says what only an operator can say
     */
    public static RecipeFiles own(Path folder) {
        var yaml = folder.resolve("recipe.yml");
        var settings = Files.exists(yaml) ? new RecipeYaml().read(yaml) : RecipeSettings.DEFAULTS;
        if (settings.trusted()
                || settings.repository().isPresent()
                || !settings.dependencies().isEmpty()) {
            throw RunException.usage("tests/cc-ci/recipe.yml: trusted, repository and dependencies can only be said in"
                    + " recipe-tests/ of cc-ci; take them out");
        }
        return new RecipeFiles(
                Optional.of(folder), settings, ComposeOverlay.in(folder), PreviousRepair.in(folder), true);
    }

    private static Optional<Path> folder(RecipeFolders all, String name) {
        try {
            var found = all.about(name);
            if (found.size() > 1) {
                throw RunException.usage("two folders say that they are about " + name + ": "
                        + found.get(0).getFileName() + " and " + found.get(1).getFileName()
                        + " in recipe-tests/; keep one, or correct its repository:");
            }
            return found.stream().findFirst();
        } catch (UncheckedIOException e) {
            throw RunException.environment(e.getMessage(), e);
        }
    }

    /**
     * Returns what does not fit between the names of the folder, of the repository and of the recipe.
     *
     * @param source the name of the repository that was cloned; empty where that is any folder of this machine
     * @param sample the recipe's name in its own {@code .env.sample}
     * @param recipe the name that the run was started with
     * @return one sentence for each, with both names and what to set
     */
    public List<String> misfits(Optional<String> source, SampleName sample, RecipeName recipe) {
        var misfits = new ArrayList<String>();
        var own = folder.map(path -> path.getFileName().toString());
        var tied = settings.repository().map(name -> name.substring(name.lastIndexOf('/') + 1));
        if (own.isPresent() && tied.isPresent()) {
            source.filter(name -> !name.equalsIgnoreCase(tied.get()))
                    .ifPresent(name -> misfits.add("recipe-tests/" + own.get() + "/recipe.yml says repository: "
                            + settings.repository().get() + ", and what was cloned is called " + name
                            + "; set repository: to where the recipe lives"));
        }
        if (own.isPresent() && !own.get().equals(sample.value()) && !own.get().equals(sample.folder())) {
            misfits.add("the recipe is called " + sample.value() + " (" + sample.place() + " says " + sample.key() + "="
                    + sample.value() + "), and its tests are in recipe-tests/" + own.get() + "; call the folder "
                    + sample.folder()
                    + tied.map(name -> "").orElse(" and set repository: owner/" + recipe + " in its recipe.yml"));
        } else if (own.isEmpty() && !sample.value().equals(recipe.value())) {
            misfits.add("the recipe is called " + sample.value() + " (" + sample.place() + " says " + sample.key() + "="
                    + sample.value() + "), and its repository " + recipe + "; to give it tests or settings, make"
                    + " recipe-tests/" + sample.folder() + "/recipe.yml with repository: owner/" + recipe);
        }
        return misfits;
    }
}
