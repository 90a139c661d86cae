package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.ListQuery.Page;
import coop.ccci.bridge.dashboard.RecipeList.RecipeState;
import coop.ccci.bridge.dashboard.RunView.Moment;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.bridge.ledger.RunLists.RunFilter;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Reads the ledger and says what it holds in the words of the pages. */
public final class Views {
    private final Ledger ledger;
    private final URI forge;
    private final Clock clock;

    /** The states of all recipes, which lists and badges are made of. */
    private final RecentValue<List<RecipeState>> recipes;

    private final RecentValue<Optional<Instant>> paused;

    /**
     * Makes the views of a ledger.
     *
     * @param forge the address of the forge, to which pull requests and commits are linked
     * @param cached how old the states of the recipes should be at most
     * @param threads where they are read anew
     */
    public Views(Ledger ledger, URI forge, Clock clock, Duration cached, Executor threads) {
        this.ledger = ledger;
        this.forge = forge;
        this.clock = clock;
        this.recipes = new RecentValue<>(
                cached, threads, () -> RecipeState.of(ledger.lists().newestOfEachRecipe()));
        this.paused = new RecentValue<>(
                cached, threads, () -> ledger.operation().pause().since());
    }

    /** Returns a page of runs. */
    Page<RunView> runs(RunFilter filter, int page, int size) {
        var total = ledger.lists().count(filter);
        var number = Math.min(page, Page.pages(total, size));
        return Page.of(all(ledger.lists().list(filter, (number - 1) * size, size)), number, total, size);
    }

    /** Returns the newest runs of a recipe that are over, newest first. */
    List<RunSummary> history(RecipeName recipe, int most) {
        return ledger.lists().list(RunFilter.ALL.of(recipe.value()), 0, most).stream()
                .filter(RunSummary::isOver)
                .toList();
    }

    /** Returns since when no run starts, because the operator has paused that; empty when runs start. */
    Optional<Moment> paused() {
        return paused.get().map(since -> Moment.of(since, clock.instant()));
    }

    /** Returns what is running and what waits, in the order in which it begins. */
    List<QueuedRun> queue() {
        var queue = new ArrayList<QueuedRun>();
        var position = 0;
        for (var run : ledger.lists().unfinished()) {
            position += run.run().state() == Run.State.QUEUED ? 1 : 0;
            queue.add(new QueuedRun(view(run), run.run().state() == Run.State.QUEUED ? position : 0));
        }
        return List.copyOf(queue);
    }

    /** Returns the place of a run among those that wait, from 1; 0 when it does not. */
    int position(RunId id) {
        return queue().stream()
                .filter(queued -> queued.run().id().equals(id))
                .mapToInt(QueuedRun::position)
                .findFirst()
                .orElse(0);
    }

    /** Returns every recipe that was ever run, by name. */
    List<RecipeState> recipes() {
        return recipes.get();
    }

    /** Returns one recipe; empty when it was never run. */
    Optional<RecipeState> recipe(RecipeName name) {
        return recipes().stream()
                .filter(recipe -> recipe.state().run().recipe().equals(name))
                .findFirst();
    }

    /** Returns one run. */
    Optional<RunView> run(RunId id) {
        return ledger.lists().find(id).map(this::view);
    }

    /** Returns the time line of a run. */
    List<StageBar> stages(RunId id) {
        return ledger.runs()
                .find(id)
                .map(run -> StageBar.of(ledger.runs().events(id), run.state(), clock.instant()))
                .orElse(List.of());
    }

    /** Returns a recipe as the templates see it. */
    RecipeView view(RecipeState recipe) {
        return new RecipeView(
                view(recipe.state()),
                recipe.latest().map(this::view),
                recipe.now().map(this::view));
    }

    /**
     * A recipe.
     *
     * @param state the run that tells how it stands
     * @param latest a newer run that is over, of a pull request
     * @param now the newest run, not over yet
     */
    public record RecipeView(RunView state, Optional<RunView> latest, Optional<RunView> now) {}

    /**
     * A run that is not over.
     *
     * @param run the run
     * @param position its place among those that wait, from 1; 0 when it is running
     */
    public record QueuedRun(RunView run, int position) {}

    private List<RunView> all(List<RunSummary> runs) {
        return runs.stream().map(this::view).toList();
    }

    RunView view(RunSummary run) {
        return new RunView(run, forge, clock.instant());
    }

    /**
     * Where a run stands, for people.
     *
     * @param label {@code queued}, {@code running}, or the verdict
     * @param tone which shape and colour goes with it: {@code good}, {@code bad}, {@code odd}, {@code busy}, {@code wait}
     */
    public record RunStatus(String label, String tone) {

        static RunStatus of(Run run) {
            return switch (run.state()) {
                case QUEUED -> new RunStatus("queued", "wait");
                case RUNNING -> new RunStatus(run.stop().isPresent() ? "stopping" : "running", "busy");
                case FINISHED ->
                    run.end()
                            .map(end -> of(end.verdict()))
                            .orElseThrow(
                                    () -> new IllegalStateException("run " + run.id() + " finished without a verdict"));
            };
        }

        static RunStatus of(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> new RunStatus(verdict.code(), "good");
                case FAILED -> new RunStatus(verdict.code(), "bad");
                case CANCELLED, SUPERSEDED, TIMED_OUT, ERROR -> new RunStatus(verdict.code(), "odd");
            };
        }
    }

    /**
     * What lint said, as the template sees it.
     *
     * @param status {@code pass}, {@code fail} or {@code not verified}; empty when lint was not asked
     * @param reason why it did not pass; empty when it did
     * @param unsatisfied the rules that do not hold, one line each
     */
    public record LintView(String status, String reason, List<String> unsatisfied) {
        static final LintView NONE = new LintView("", "", List.of());

        private static final int MAX_LENGTH = 300;
        private static final int MAX_RULES = 50;

        static LintView of(Results.Lint lint) {
            return new LintView(
                    lint.status().code().equals("unver")
                            ? "not verified"
                            : lint.status().code(),
                    lint.reason().map(text -> PlainText.line(text, MAX_LENGTH)).orElse(""),
                    lint.rules().stream()
                            .filter(rule -> !rule.satisfied() && !rule.skipped())
                            .limit(MAX_RULES)
                            .map(rule -> PlainText.line(
                                    rule.ref() + " (" + rule.severity() + "): " + rule.rule(), MAX_LENGTH))
                            .toList());
        }
    }
}
