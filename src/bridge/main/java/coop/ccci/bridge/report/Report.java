package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.CommitStatus;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a pull request should show for a trigger.
 *
 * @param marker an HTML comment, not seen by people, by which the comment is found again
 * @param comment the comment's text, with the marker; empty when the trigger has none of its own
 * @param status the commit status; empty for none
 * @param reaction the reaction to the comment that asked
 * @param isLast whether it will never show anything else
 */
public record Report(
        String marker, Optional<String> comment, Optional<CommitStatus> status, String reaction, boolean isLast) {

    /** The report of a trigger that was refused. */
    public static Report refused(Trigger trigger) {
        var marker = "<!-- cc-ci answer to " + trigger.comment().id() + " -->";
        var text = Texts.refused(trigger.reason().orElseThrow());
        return new Report(marker, Optional.of(marker + "\n" + text), Optional.empty(), "confused", true);
    }

    /**
     * The report of a trigger that has a run. A second comment that asked for the same run gets a reaction only.
     *
     * @param events what happened in the run
     * @param ahead how many runs are before it
     * @param page where people read more
     */
    public static Report of(Trigger trigger, Run run, List<RunEvent> events, int ahead, URI page) {
        // With the comment's id: run ids begin anew with a new ledger, and an old run's comment must not be taken for
        // ours.
        var marker = "<!-- cc-ci run " + run.id() + " for comment "
                + trigger.comment().id() + " -->";
        if (trigger.id() != run.triggerId()) {
            return new Report(marker, Optional.empty(), Optional.empty(), "eyes", true);
        }
        var text = marker + "\n" + text(run, events, ahead, page);
        return new Report(
                marker,
                Optional.of(text),
                Optional.of(status(run, page)),
                "eyes",
                run.end().isPresent());
    }

    private static String text(Run run, List<RunEvent> events, int ahead, URI page) {
        return switch (run.state()) {
            case QUEUED -> Texts.queued(run, ahead, page);
            case RUNNING -> Texts.running(run, events, page);
            case FINISHED -> Texts.finished(run, run.end().orElseThrow(), page);
        };
    }

    private static CommitStatus status(Run run, URI page) {
        return run.end()
                .map(end -> new CommitStatus(word(end.verdict()), Texts.status(end), page))
                .orElseGet(() -> new CommitStatus("pending", run.state().word(), page));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "success";
            case FAILED -> "failure";
            case CANCELLED, TIMED_OUT, SUPERSEDED, ERROR -> "error";
        };
    }
}
