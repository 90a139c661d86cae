package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.Gitea.CommitStatus;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.util.Optional;

/**
 * What should show for one comment that asked for something, apart from the pull request's own comment.
 *
 * @param marker an HTML comment, not seen by people, by which the answer is found again
 * @param answer a comment that answers this one only, with the marker: a refusal, or help; empty for none
 * @param status the commit status; empty for none
 * @param reaction the reaction to the comment that asked
 * @param isLast whether it will never show anything else
 */
public record TriggerReport(
        String marker, Optional<String> answer, Optional<CommitStatus> status, String reaction, boolean isLast) {
    private static final String SEEN = "eyes";
    private static final String REFUSED = "confused";

    /** The report of a trigger that has no run. */
    public static TriggerReport of(Trigger trigger) {
        var marker = "<!-- cc-ci answer to " + trigger.comment().id() + " -->";
        var answer = trigger.reason().flatMap(CommentTexts::answer).map(text -> marker + "\n🌻 " + text + "\n");
        var reaction = trigger.state() == Trigger.State.REFUSED ? REFUSED : SEEN;
        return new TriggerReport(marker, answer, Optional.empty(), reaction, true);
    }

    /**
     * The report of a trigger that has a run. A second comment that asked for the same run gets a reaction only.
     *
     * @param isNewest whether no later run has the same commit, whose status is that run's then
     * @param page where people read more
     */
    public static TriggerReport of(Trigger trigger, Run run, boolean isNewest, URI page) {
        var isFirst = trigger.id() == run.triggerId();
        Optional<CommitStatus> status = isFirst && isNewest ? Optional.of(status(run, page)) : Optional.empty();
        return new TriggerReport(
                "", Optional.empty(), status, SEEN, !isFirst || run.end().isPresent());
    }

    private static CommitStatus status(Run run, URI page) {
        return run.end()
                .map(end -> new CommitStatus(word(end.verdict()), RunText.status(run, end), page))
                .orElseGet(() -> new CommitStatus("pending", run.state().code(), page));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "success";
            case FAILED -> "failure";
            case CANCELLED, TIMED_OUT, SUPERSEDED, ERROR -> "error";
        };
    }
}
