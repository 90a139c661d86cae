package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.IgnoreReason;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.Results;
import java.time.Duration;
import java.util.Optional;

/** Why a run ended, or is to end, in plain text that may hold foreign text. */
public final class RunReasonText implements RunReason.Cases<String> {
    private static final String WHILE_WAITING = " while the run was waiting";

    private RunReasonText() {}

    /** Returns the sentence, without a full stop. */
    public static String describe(RunReason reason) {
        return reason.match(new RunReasonText());
    }

    /** Returns why a run ended as it did: its own reason, or what its results say; empty when neither says anything. */
    public static Optional<String> explain(Run.End end) {
        return end.reason()
                .map(RunReasonText::describe)
                .or(() -> end.results().flatMap(Results::failure).map(Results.Failure::message));
    }

    @Override
    public String cancelledBy(String login) {
        return "cancelled by " + login;
    }

    @Override
    public String supersededBy(Commit newer) {
        return "a newer commit of this pull request, " + newer.abbreviated() + ", is tested instead";
    }

    @Override
    public String deadlinePassed() {
        return "it did not finish before its deadline";
    }

    @Override
    public String noCapacity(Duration waited) {
        return "the engine had no room for it within " + waited.toHours() + " hours";
    }

    @Override
    public String headMoved() {
        return "something was pushed" + WHILE_WAITING + ": look at it, then comment again";
    }

    @Override
    public String authorLeft(String organisation) {
        return "the author of the comment left " + organisation + WHILE_WAITING;
    }

    @Override
    public String pullRequestClosed() {
        return "the pull request was closed" + WHILE_WAITING;
    }

    @Override
    public String recipeRemoved() {
        return "the recipe is not enrolled any more";
    }

    @Override
    public String commentWithdrawn(IgnoreReason why) {
        return switch (why) {
            case DELETED -> "the comment that asked for this run was deleted";
            case EDITED -> "the comment that asked for this run was edited";
            case NO_COMMAND -> "the comment that asked for this run is not a command any more";
            case ELSEWHERE -> "the comment that asked for this run is not on this pull request";
            case BEFORE_FIRST_START -> "the comment that asked for this run is older than the bridge";
            case WRITTEN_BY_PROGRAM -> "the comment that asked for this run was written by a program";
            case AUTHOR_NOT_ALLOWED -> "the author of the comment may not ask for a run any more";
            case TOO_MANY_ANSWERS -> "the author of the comment has had too many answers within an hour";
            case UNDECIDED -> "it could not be decided within a day whether the run may still start";
        };
    }

    @Override
    public String commandChanged() {
        return "the comment that asked for this run now asks for something else";
    }

    @Override
    public String didNotStart(Optional<EngineFault> fault, String console) {
        return "the harness did not start: "
                + fault.map(EngineFaultText::describe).orElse("see " + console);
    }

    @Override
    public String engineFailed(EngineFault fault) {
        return EngineFaultText.describe(fault);
    }

    @Override
    public String resultsOfAnotherRun() {
        return "the results in the run directory are of another run: if the ledger is newer than the run directories,"
                + " move those away";
    }

    @Override
    public String anotherCommitTested(Commit tested) {
        return "the harness tested " + tested.abbreviated() + ", which is not what was asked for";
    }

    @Override
    public String text(String text) {
        return text;
    }
}
