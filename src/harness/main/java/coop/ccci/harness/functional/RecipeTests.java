package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.harness.functional.child.TestFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests that a recipe brings.
 *
 * @param folder where they are compiled to
 * @param sources the tests; empty when the recipe brings no folder for them
 */
public record RecipeTests(TestFolder folder, Optional<TestSources> sources) {
    /**
     * Finds them.
     *
     * @param recipe the recipe's folder, where it has one
     * @param work where to compile to; is made when there is something to compile
     * @throws coop.ccci.harness.result.RunException of usage when a test stands where it would never run
     */
    public static RecipeTests of(Optional<Path> recipe, Path work) {
        return new RecipeTests(new TestFolder(work), recipe.flatMap(TestSources::in));
    }

    /**
     * Compiles them.
     *
     * @throws coop.ccci.harness.result.RunException of usage, with file and line, when a test is wrong
     */
    public CompiledTests compile(TestSources found) {
        return TestCompiler.compile(found, folder.classes());
    }

    /** Returns what was found, for people; empty when the recipe brings no folder for tests. */
    public Optional<String> describe() {
        return sources.map(found -> Stream.concat(
                        found.tests().keySet().stream()
                                .filter(tier -> tier != Tier.FUNCTIONAL)
                                .sorted()
                                .map(TestSources::file),
                        Stream.ofNullable(found.tests().get(Tier.FUNCTIONAL))
                                .map(files -> TestSources.FOLDER + "/ with " + CompiledTests.counted(files.size())))
                .collect(Collectors.joining(", ")));
    }

    /** Returns whether it brings tests for one of the tiers. */
    public boolean areFor(Predicate<Tier> tiers) {
        return sources.filter(found -> found.tests().keySet().stream().anyMatch(tiers))
                .isPresent();
    }
}
