package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.ledger.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a recipe stands, apart from what a pull request has just shown.
 *
 * @param state the run that tells: the newest verdict on the recipe's own branch or version; before there is one, the newest
 *     run that is over, of whatever pull request; the newest at all when none is over
 * @param latest the newest run that is over, where that is another one
 * @param now the newest run, when it is not over and another one
 */
record RecipeState(RunSummary state, Optional<RunSummary> latest, Optional<RunSummary> now) {

    /**
     * Returns the state of each recipe.
     *
     * @param runs its newest runs, newest first, recipe by recipe; of each at least the newest, the newest that is over and
     *     the newest with a verdict on its own branch or version
     */
    static List<RecipeState> of(List<RunSummary> runs) {
        var byRecipe = new LinkedHashMap<String, List<RunSummary>>();
        runs.forEach(run -> byRecipe.computeIfAbsent(run.run().recipe().value(), name -> new ArrayList<>())
                .add(run));
        return byRecipe.values().stream().map(RecipeState::ofOne).toList();
    }

    private static RecipeState ofOne(List<RunSummary> newestFirst) {
        var newest = newestFirst.get(0);
        var latest = first(newestFirst, RunSummary::isOver);
        var state =
                first(newestFirst, RunSummary::tellsOfRecipe).or(() -> latest).orElse(newest);
        return new RecipeState(
                state,
                latest.filter(run -> !run.equals(state)),
                Optional.of(newest).filter(run -> !run.isOver() && !run.equals(state)));
    }

    private static Optional<RunSummary> first(List<RunSummary> runs, Predicate<RunSummary> condition) {
        return runs.stream().filter(condition).findFirst();
    }
}
