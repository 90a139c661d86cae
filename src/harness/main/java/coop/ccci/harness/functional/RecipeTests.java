package coop.ccci.harness.functional;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The tests that a recipe brings, compiled before anything is deployed.
 *
 * @param folder where they were compiled to
 * @param compiled the tests; empty when the recipe brings no folder for them
 */
public record RecipeTests(TestFolder folder, Optional<CompiledTests> compiled) {
    /**
     * Finds and compiles them.
     *
     * @param recipe the recipe's folder, where it has one
     * @param work where to compile to; is made when there is something to compile
     * @throws coop.ccci.harness.result.RunFault of usage, with file and line, when a test is wrong
     */
    public static RecipeTests of(Optional<Path> recipe, Path work) {
        var folder = new TestFolder(work);
        return new RecipeTests(
                folder,
                recipe.flatMap(TestSources::in).map(sources -> TestCompiler.compile(sources, folder.classes())));
    }

    /** What was found, for people; empty when the recipe brings no folder for tests. */
    public Optional<String> shown() {
        return compiled.map(tests -> TestSources.FOLDER + "/ with "
                + (tests.names().size() == 1 ? "1 test class" : tests.names().size() + " test classes"));
    }
}
