package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.ledger.RunLists.RunFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which recipes a list shows, in which order, and how many there are in each state. */
final class RecipeList {
    /** The orders, by their words in addresses, the usual one first. */
    static final List<String> SORTS = List.of("name", "recent", "lowest", "highest");

    private RecipeList() {}

    /** Returns the recipes that a query asks for, in its order. */
    static List<RecipeState> of(List<RecipeState> recipes, ListQuery query) {
        return recipes.stream()
                .filter(matches(query))
                .filter(recipe -> query.state().stream().allMatch(state -> isIn(recipe, state)))
                .sorted(order(query.sort()))
                .toList();
    }

    /** Returns the states that any of the recipes is in, each with how many; first of all, that of any. */
    static List<StateCount> counts(List<RecipeState> recipes, ListQuery query) {
        var meant = recipes.stream().filter(matches(query)).toList();
        var any = new StateCount("", "all", "", meant.size(), query.state().isEmpty(), query.toState(""));
        var states = Arrays.stream(RunFilter.State.values())
                .map(state -> StateCount.of(
                        state,
                        (int) meant.stream()
                                .filter(recipe -> isIn(recipe, state))
                                .count(),
                        query))
                .filter(count -> count.count() > 0 || count.current());
        return Stream.concat(Stream.of(any), states).toList();
    }

    private static Predicate<RecipeState> matches(ListQuery query) {
        return recipe -> recipe.state().run().recipe().value().contains(query.search())
                && query.level().stream().allMatch(level -> recipe.state().isOver() && level(recipe) == level);
    }

    /** A recipe is in the state of the run that tells of it; it is queued or running while its newest run is. */
    private static boolean isIn(RecipeState recipe, RunFilter.State state) {
        return state.holds(recipe.state().run())
                || recipe.now().map(RunSummary::run).filter(state::holds).isPresent();
    }

    private static Comparator<RecipeState> order(String sort) {
        var byName = Comparator.comparing(
                (RecipeState recipe) -> recipe.state().run().recipe());
        return switch (sort) {
            case "recent" -> Comparator.comparing(RecipeList::newest).reversed().thenComparing(byName);
            case "lowest" -> Comparator.comparingInt(RecipeList::level).thenComparing(byName);
            case "highest" ->
                Comparator.comparingInt(RecipeList::level).reversed().thenComparing(byName);
            default -> byName;
        };
    }

    private static int level(RecipeState recipe) {
        return recipe.state().run().end().map(Run.End::level).orElse(0);
    }

    private static Instant newest(RecipeState recipe) {
        return Stream.of(Optional.of(recipe.state()), recipe.latest(), recipe.now())
                .flatMap(Optional::stream)
                .map(run -> run.run().end().map(Run.End::at).orElse(run.run().queuedAt()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * One of the states that a list can be narrowed to.
     *
     * @param code its word in addresses; empty for any
     * @param label its word for people
     * @param tone which shape and colour goes with it; empty for none
     * @param count how many are in it; -1 when nobody counted
     * @param current whether the list is narrowed to it
     * @param link where it is
     */
    public record StateCount(String code, String label, String tone, int count, boolean current, String link) {
        static StateCount of(RunFilter.State state, int count, ListQuery query) {
            return new StateCount(
                    state.code(),
                    state.label(),
                    tone(state),
                    count,
                    query.state().equals(Optional.of(state)),
                    query.toState(state.code()));
        }

        /** Returns all states, uncounted. */
        static List<StateCount> all(ListQuery query) {
            return Stream.concat(
                            Stream.of(new StateCount(
                                    "", "all", "", -1, query.state().isEmpty(), query.toState(""))),
                            Arrays.stream(RunFilter.State.values()).map(state -> of(state, -1, query)))
                    .toList();
        }

        private static String tone(RunFilter.State state) {
            return switch (state) {
                case QUEUED -> "wait";
                case RUNNING -> "busy";
                case PASSED -> "good";
                case FAILED -> "bad";
                case ERROR, CANCELLED, SUPERSEDED, TIMED_OUT -> "odd";
            };
        }
    }

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
            var state = first(newestFirst, RunSummary::tellsOfRecipe)
                    .or(() -> latest)
                    .orElse(newest);
            return new RecipeState(
                    state,
                    latest.filter(run -> !run.equals(state)),
                    Optional.of(newest).filter(run -> !run.isOver() && !run.equals(state)));
        }

        private static Optional<RunSummary> first(List<RunSummary> runs, Predicate<RunSummary> condition) {
            return runs.stream().filter(condition).findFirst();
        }
    }
}
