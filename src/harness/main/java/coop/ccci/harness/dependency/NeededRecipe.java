package coop.ccci.harness.dependency;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A recipe that the one under test needs, by {@code dependencies} in its own {@code recipe.yml} or in that of another that it
 * needs.
 *
 * @param recipe its name
 * @param files what its folder holds
 */
public record NeededRecipe(RecipeName recipe, RecipeFiles files) {
    /** As many apps as a run has besides its own. */
    public static final int MAX = 5;

    /**
     * Returns those that a recipe needs, in the order in which they are deployed: each after all that it needs itself.
     *
     * @param read reads the folder of a recipe
     * @throws RunException of usage when one of them has no folder, they need one another, or there are too many
     */
    public static List<NeededRecipe> of(RecipeName tested, RecipeFiles files, Function<RecipeName, RecipeFiles> read) {
        var found = new LinkedHashMap<RecipeName, NeededRecipe>();
        var path = new ArrayDeque<RecipeName>();
        path.add(tested);
        add(files, read, path, found);
        return List.copyOf(found.values());
    }

    private static void add(
            RecipeFiles files,
            Function<RecipeName, RecipeFiles> read,
            Deque<RecipeName> path,
            Map<RecipeName, NeededRecipe> found) {
        var of = path.getLast();
        for (var name : files.settings().dependencies()) {
            if (path.contains(name)) {
                throw wrong(of, name, "which needs " + of + " itself: one of the two must work without the other");
            }
            if (found.containsKey(name)) {
                continue;
            }
            var own = read.apply(name);
            if (own.folder().isEmpty()) {
                throw wrong(
                        of,
                        name,
                        "and there is no folder recipe-tests/" + name + ": only an enrolled recipe can be deployed for"
                                + " another; make it with ./cc-ci enroll " + name);
            }
            path.add(name);
            add(own, read, path, found);
            path.removeLast();
            found.put(name, new NeededRecipe(name, own));
            if (found.size() > MAX) {
                throw wrong(of, name, "which makes more than " + MAX + " apps besides the one under test");
            }
        }
    }

    private static RunException wrong(RecipeName of, RecipeName name, String what) {
        return RunException.usage("recipe-tests/" + of + "/recipe.yml: dependencies names " + name + ", " + what);
    }
}
