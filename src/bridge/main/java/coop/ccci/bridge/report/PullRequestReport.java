package coop.ccci.bridge.report;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one comment of a pull request: its newest run, and below it, folded, the runs before.
 *
 * @param marker an HTML comment, not seen by people, by which the comment is found again
 * @param text the comment's text, which begins with the marker
 * @param over the runs in it that will not change any more
 */
public record PullRequestReport(String marker, String text, List<RunId> over) {
    /** No more runs than this are shown. */
    public static final int MAX_RUNS = 11;

    /** Gitea keeps a comment in a column of 65535 bytes where its database is MySQL. */
    private static final int MAX_BYTES = 60_000;

    /**
     * Composes it.
     *
     * @param runs the runs of the pull request, newest first; at least one
     * @param events what happened in the newest
     * @param ahead how many runs are before the newest
     * @param askedBy the numbers of the comments that asked for the newest
     * @param page where people read more of a run
     */
    public static PullRequestReport of(
            List<Run> runs, List<RunEvent> events, int ahead, List<Long> askedBy, Function<Run, URI> page) {
        var newest = runs.get(0);
        var marker = marker(newest);
        var head = marker + "\n" + askedBy(newest, askedBy) + "\n";
        var earlier = RunText.earlier(runs.subList(1, Math.min(runs.size(), MAX_RUNS)), page);
        var text = head + text(newest, events, ahead, page.apply(newest), true) + earlier;
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            text = head + text(newest, events, ahead, page.apply(newest), false) + earlier;
        }
        var over =
                runs.stream().filter(run -> run.end().isPresent()).map(Run::id).toList();
        return new PullRequestReport(marker, text, over);
    }

    /** With the number, so that it is not found in a text that somebody copied to another pull request. */
    private static String marker(Run run) {
        return "<!-- cc-ci pull request " + run.pullRequest() + " -->";
    }

    /** A program that waits for the answer to a comment must not take an older run's for it: here it sees. */
    private static String askedBy(Run run, List<Long> comments) {
        return "<!-- cc-ci run " + run.id() + " for comment "
                + comments.stream().map(String::valueOf).collect(Collectors.joining(" ")) + " -->";
    }

    private static String text(Run run, List<RunEvent> events, int ahead, URI page, boolean withDetails) {
        return switch (run.state()) {
            case QUEUED -> RunText.queued(run, ahead, page);
            case RUNNING -> RunText.running(run, events, page);
            case FINISHED -> RunText.finished(run, run.end().orElseThrow(), page, withDetails);
        };
    }
}
