package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Reads the ledger and says what it holds in the words of the pages. */
public final class Views {
    private final Ledger ledger;
    private final URI forge;
    private final Clock clock;

    /**
     * Makes the views of a ledger.
     *
     * @param forge the address of the forge, to which pull requests and commits are linked
     */
    public Views(Ledger ledger, URI forge, Clock clock) {
        this.ledger = ledger;
        this.forge = forge;
        this.clock = clock;
    }

    /** The newest runs, newest first. */
    List<RunView> newest(int most) {
        return all(ledger.runs().newest(most));
    }

    /** The newest runs of a recipe, newest first. */
    List<RunView> newestOf(RecipeName recipe, int most) {
        return all(ledger.runs().newestOf(recipe, most));
    }

    /** Every recipe that was ever run, by name. */
    List<RecipeView> recipes() {
        return ledger.runs().newestOfEachRecipe().stream()
                .map(this::view)
                .map(newest -> newest.isOver()
                        ? new RecipeView(newest, Optional.empty())
                        : lastVerdict(newest.recipe())
                                .map(last -> new RecipeView(last, Optional.of(newest)))
                                .orElseGet(() -> new RecipeView(newest, Optional.empty())))
                .toList();
    }

    /** One run. */
    Optional<RunView> run(RunId id) {
        return ledger.runs().find(id).map(this::view);
    }

    /** The newest run of a recipe that has a verdict; empty when there is none among its newest. */
    Optional<RunView> lastVerdict(RecipeName recipe) {
        return newestOf(recipe, 50).stream().filter(RunView::isOver).findFirst();
    }

    /** The time line of a run. */
    List<StageBar> stages(RunId id) {
        return ledger.runs()
                .find(id)
                .map(run -> StageBar.of(ledger.runs().events(id), run.state(), clock.instant()))
                .orElse(List.of());
    }

    /**
     * A recipe.
     *
     * @param last the newest run with a verdict, or the newest when none has one yet
     * @param now a newer run that is not over
     */
    public record RecipeView(RunView last, Optional<RunView> now) {}

    private List<RunView> all(List<Run> runs) {
        return runs.stream().map(this::view).toList();
    }

    private RunView view(Run run) {
        return new RunView(run, forge, clock.instant());
    }
}
