package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.PullRequestComments.PullRequestComment;
import coop.ccci.bridge.ledger.Reports;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code report-runs} and {@code show-runs}: the one comment of a pull request. It is looked for
 * before it is posted, edited in place, posted again when somebody deleted it, and changed no more often than is polite.
 * A run stays on the list of what is to be shown until the comment has its last form, however long the forge is away.
 */
public final class VerdictComment {
    /** A forge that refuses the comment for this long after the end of a run will not have it. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(VerdictComment.class);

    private final Ledger ledger;
    private final Forges forges;
    private final URI publicUrl;
    private final Duration betweenEdits;
    private final Clock clock;

    /**
     * Publishes to those forges.
     *
     * @param publicUrl under which the run pages are
     * @param betweenEdits how long a comment stays as it is, at least
     */
    public VerdictComment(Ledger ledger, Forges forges, URI publicUrl, Duration betweenEdits, Clock clock) {
        this.ledger = ledger;
        this.forges = forges;
        this.publicUrl = publicUrl;
        this.betweenEdits = betweenEdits;
        this.clock = clock;
    }

    /** Finds out what should show on a pull request. */
    public RenderedComment render(PullRequestComment comment) {
        var report = report(comment);
        var isTooSoon = comment.shownAt()
                .filter(last -> clock.instant().isBefore(last.plus(betweenEdits)))
                .isPresent();
        return new RenderedComment(
                comment, report, Reports.digest(report.text()), isTooSoon, comment.remoteId(), Optional.empty());
    }

    private PullRequestReport report(PullRequestComment comment) {
        var runs = ledger.runs().newestOf(comment.repository(), comment.pullRequest(), PullRequestReport.MAX_RUNS);
        var newest = runs.get(0);
        var askedBy = ledger.triggers().askingFor(newest.id()).stream()
                .map(trigger -> trigger.comment().id())
                .toList();
        return PullRequestReport.of(
                runs,
                ledger.runs().events(newest.id()),
                ledger.runs().ahead(newest.id()),
                askedBy,
                run -> RunText.page(publicUrl, run));
    }

    /** Ends the claim until the comment may be edited again. */
    public void waitUntilPolite(RenderedComment rendered, Claim claim) {
        ledger.claims()
                .release(claim, rendered.comment().shownAt().orElseThrow().plus(betweenEdits));
    }

    /** Looks for the comment by its marker, unless its number is known. */
    public RenderedComment find(RenderedComment rendered, Claim claim) {
        ledger.claims().extend(claim);
        var comment = rendered.comment();
        return comment.remoteId().isPresent()
                ? rendered
                : rendered.withFound(forges.of(comment.repository())
                        .ownComment(
                                comment.repository(),
                                comment.pullRequest(),
                                Instant.EPOCH,
                                rendered.report().marker()));
    }

    /** Edits the comment that was found; it may be gone meanwhile. */
    public RenderedComment edit(RenderedComment rendered) {
        var id = rendered.foundNumber().orElseThrow();
        var repository = rendered.comment().repository();
        return forges.of(repository).rewrite(repository, id, rendered.report().text())
                ? rendered.withSent(id)
                : rendered;
    }

    /** Posts the comment anew. */
    public RenderedComment post(RenderedComment rendered) {
        var comment = rendered.comment();
        return rendered.withSent(forges.of(comment.repository())
                .write(
                        comment.repository(),
                        comment.pullRequest(),
                        rendered.report().text()));
    }

    /** Writes down what shows now, with the runs that will not change any more, and ends the claim. */
    public void settle(RenderedComment rendered, Claim claim) {
        rendered.sentNumber().ifPresent(id -> ledger.pullRequestComments()
                .recordPublished(rendered.comment(), id, rendered.digest()));
        ledger.pullRequestComments().reported(rendered.report().over());
        ledger.claims().release(claim);
    }

    /** Returns whether a forge that refuses the comment will not have it any more. */
    public boolean isGivenUp(RenderedComment rendered) {
        var comment = rendered.comment();
        return ledger.runs().newestOf(comment.repository(), comment.pullRequest(), 1).stream()
                .findFirst()
                .flatMap(Run::end)
                .filter(end -> clock.instant().isAfter(end.at().plus(GIVE_UP_AFTER)))
                .isPresent();
    }

    /** Leaves the comment as it is for good, and ends the claim. */
    public void giveUp(RenderedComment rendered, Claim claim) {
        LOG.warn(
                "comment given up repository={} pr={}",
                rendered.comment().repository(),
                rendered.comment().pullRequest());
        settle(rendered, claim);
    }

    /**
     * What should show on a pull request, and what became of it.
     *
     * @param comment what shows
     * @param report what should show
     * @param digest of what should show
     * @param isTooSoon whether the comment was changed a moment ago
     * @param foundNumber the number of the comment; empty when there is none
     * @param sentNumber the number of the comment that shows it now; empty until then
     */
    public record RenderedComment(
            PullRequestComment comment,
            PullRequestReport report,
            String digest,
            boolean isTooSoon,
            Optional<Long> foundNumber,
            Optional<Long> sentNumber) {
        RenderedComment withFound(Optional<Long> number) {
            return new RenderedComment(comment, report, digest, isTooSoon, number, sentNumber);
        }

        RenderedComment withSent(long number) {
            return new RenderedComment(comment, report, digest, isTooSoon, foundNumber, Optional.of(number));
        }

        /** Returns whether nothing has changed since it was shown. */
        public boolean isShown() {
            return digest.equals(comment.digest());
        }

        /** Returns whether there is a comment to be edited. */
        public boolean isFound() {
            return foundNumber.isPresent();
        }

        /** Returns whether it shows now. */
        public boolean isSent() {
            return sentNumber.isPresent();
        }

        @Override
        public String toString() {
            return comment.repository() + "#" + comment.pullRequest();
        }
    }

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
            var over = runs.stream()
                    .filter(run -> run.end().isPresent())
                    .map(Run::id)
                    .toList();
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
}
