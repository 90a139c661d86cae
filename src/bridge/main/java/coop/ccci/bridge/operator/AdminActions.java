package coop.ccci.bridge.operator;

import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.OtherForges;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.operator.AdminEndpoint.AdminAnswer;
import coop.ccci.bridge.operator.AdminEndpoint.AdminRequest;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.trigger.RecipeSweep;
import coop.ccci.contract.Verdict;
import java.util.Set;
import java.util.function.BiFunction;

/** The steps of the routes {@code admin-*}: what an operator does beside the comments. Each can be asked twice without harm. */
public final class AdminActions {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Ledger ledger;
    private final String engine;
    private final RecipeSweep sweep;
    private final Set<String> forges;

    /**
     * Acts on the runs of that ledger.
     *
     * @param engine the name of the engine that new runs are for
     * @param forges the keys of the forges that the settings name
     */
    public AdminActions(Ledger ledger, String engine, RecipeSweep sweep, Set<String> forges) {
        this.ledger = ledger;
        this.engine = engine;
        this.sweep = sweep;
        this.forges = Set.copyOf(forges);
    }

    /** Asks a run to end. */
    public AdminAnswer cancel(AdminRequest request) {
        return onRun(request, (asked, run) -> {
            if (run.state() == Run.State.FINISHED) {
                return asked.refused(CONFLICT, "run " + run.id() + " is over already");
            }
            if (run.stop().isPresent()) {
                return asked.done(run.id(), "run " + run.id() + " is being ended already");
            }
            ledger.queue().requestStop(run, Verdict.CANCELLED, new RunReason.CancelledByOperator());
            return asked.done(run.id(), "run " + run.id() + " is asked to end");
        });
    }

    /**
     * Makes a run of the same commit. The newest run of a pull request only, and not while one of it is under way: what the
     * pull request shows is its newest run.
     */
    public AdminAnswer rerun(AdminRequest request) {
        return onRun(
                request,
                (asked, run) -> ledger.inTransaction(() -> {
                    ledger.queue().lockAdmission();
                    var newest = run.isOfPullRequest()
                            ? ledger.runs()
                                    .newestOf(run.repository(), run.pullRequest(), 1)
                                    .get(0)
                            : run;
                    if (newest.state() != Run.State.FINISHED) {
                        return asked.refused(
                                CONFLICT,
                                "run " + newest.id() + " is " + newest.state().code()
                                        + ": wait for its end, or cancel it");
                    }
                    if (!newest.id().equals(run.id())) {
                        return asked.refused(
                                CONFLICT, "run " + newest.id() + " of the same pull request is newer: rerun that one");
                    }
                    var added = ledger.operation().reruns().add(run, engine);
                    return asked.done(added, "run " + added + " is queued, of the commit of run " + run.id());
                }));
    }

    /** Lets no new run start. */
    public AdminAnswer pause(AdminRequest request) {
        var since = ledger.operation().pause().begin();
        return request.done("no run starts since " + since + "; what runs goes on, what is asked for waits");
    }

    /** Lets runs start again. */
    public AdminAnswer resume(AdminRequest request) {
        return request.done(ledger.operation().pause().end() ? "runs start again" : "runs were not paused");
    }

    /** Has all recipes tested, one after the other; those that wait already are as they were. */
    public AdminAnswer sweep(AdminRequest request) {
        var added = sweep.beginNow();
        return request.done(added + (added == 1 ? " recipe is" : " recipes are")
                + " to be tested, each at its default branch; what was asked for on pull requests goes first");
    }

    /** Ends what waits of a forge that the settings name no more. */
    public AdminAnswer abandon(AdminRequest request) {
        return request.forge()
                .map(forge -> abandon(request, forge))
                .orElseGet(() -> request.refused(NOT_FOUND, "that is not the name of a forge"));
    }

    private AdminAnswer abandon(AdminRequest request, String forge) {
        if (forges.contains(forge)) {
            return request.refused(
                    CONFLICT, "the settings name the forge " + forge + ": take it out, and start the bridge anew");
        }
        var ended = ledger.operation().otherForges().end(forge);
        return request.done(
                ended.equals(OtherForges.Waiting.NOTHING)
                        ? "nothing waits of the forge " + forge
                        : "what waited of the forge " + forge + " is ended (" + ended + ")");
    }

    private AdminAnswer onRun(AdminRequest request, BiFunction<AdminRequest, Run, AdminAnswer> act) {
        return request.run()
                .flatMap(ledger.runs()::find)
                .map(run -> act.apply(request, run))
                .orElseGet(() -> request.refused(NOT_FOUND, "there is no such run"));
    }
}
