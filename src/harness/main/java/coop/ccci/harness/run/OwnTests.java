package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.functional.RecipeTests;
import coop.ccci.harness.git.History;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a recipe's own repository brings in {@code tests/cc-ci/}, at the commit under test. It is read only for recipes that an
 * operator lists: whoever opens a pull request writes it, and its hooks and tests run on this machine.
 */
final class OwnTests {
    private static final String FOLDER = "tests/cc-ci";

    private final RunTools tools;

    OwnTests(RunTools tools) {
        this.tools = tools;
    }

    /**
     * Returns the plan with what the recipe itself brings, where it is to be read; else the same plan, and why is told.
     *
     * @param history its checkout stands at the commit under test
     * @throws RunException of the recipe when something in it is wrong
     */
    Plan in(Plan plan, History history) {
        var place = history.checkout().folder().resolve(FOLDER);
        if (!Files.isDirectory(place)) {
            return plan;
        }
        var recipe = history.checkout().folder().getFileName().toString();
        if (!plan.settings().ownTests().contains(recipe)) {
            tell(FOLDER + "/ of the recipe is not read: the operator does not list " + recipe + " in CCCI_OWN_TESTS");
            return plan;
        }
        if (plan.files().folder().isPresent()) {
            tell(FOLDER + "/ of the recipe is not read, because there is a folder for it in recipe-tests/");
            return plan;
        }
        var copy = copied(place, recipe);
        try {
            var files = RecipeFiles.own(copy);
            var tests = RecipeTests.of(
                    Optional.of(copy), tools.folder().directory().path().resolve("tests"));
            Plan.requireNoneInVain(tests, files);
            return plan.with(files, tests);
        } catch (RunException e) {
            throw ofTheRecipe(e);
        }
    }

    /** The checkout is moved to the base of the upgrade and back. */
    private Path copied(Path place, String recipe) {
        var copy = tools.folder().directory().path().resolve("own-tests").resolve(recipe);
        try {
            FileTrees.copy(place, Files.createDirectories(copy.getParent()).resolve(recipe));
            return copy;
        } catch (IOException e) {
            throw RunException.environment("cannot copy " + FOLDER + "/: " + e.getMessage(), e);
        }
    }

    /** Whoever wrote a pull request is told what is wrong in it, and not whoever runs cc-ci. */
    static RunException ofTheRecipe(RunException e) {
        return e.exit() == ExitCode.USAGE ? RunException.recipe(e.getMessage(), e.details()) : e;
    }

    private void tell(String why) {
        tools.recorder().note(RunStage.FETCH.code(), why);
    }
}
