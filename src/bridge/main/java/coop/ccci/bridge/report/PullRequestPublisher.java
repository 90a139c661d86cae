package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.PullRequestComments.PullRequestComment;
import coop.ccci.bridge.ledger.Reports;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code report-runs}: the one comment of a pull request. It is looked for before it is posted,
 * edited in place, posted again when somebody deleted it, and changed no more often than is polite. A run stays on the
 * list of what is to be shown until the comment has its last form, however long the forge is away.
 */
public final class PullRequestPublisher {
    /** A forge that refuses the comment for this long after the end of a run will not have it. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(PullRequestPublisher.class);

    private final Ledger ledger;
    private final Gitea gitea;
    private final URI publicUrl;
    private final Duration betweenEdits;
    private final Clock clock;

    /**
     * Publishes to that forge.
     *
     * @param publicUrl under which the run pages are
     * @param betweenEdits how long a comment stays as it is, at least
     */
    public PullRequestPublisher(Ledger ledger, Gitea gitea, URI publicUrl, Duration betweenEdits, Clock clock) {
        this.ledger = ledger;
        this.gitea = gitea;
        this.publicUrl = publicUrl;
        this.betweenEdits = betweenEdits;
        this.clock = clock;
    }

    /** Shows what should show on one pull request, unless another instance has locked it. */
    public void publish(String repository, int pullRequest) {
        var place = Repository.parse(repository);
        ledger.pullRequestComments().open(place, pullRequest);
        ledger.inTransaction(
                () -> ledger.pullRequestComments().take(place, pullRequest).ifPresent(this::show));
    }

    private void show(PullRequestComment conversation) {
        var report = report(conversation);
        var digest = Reports.digest(report.text());
        if (digest.equals(conversation.digest())) {
            ledger.pullRequestComments().reported(report.over());
        } else if (mayEdit(conversation)) {
            send(conversation, report, digest);
        }
    }

    private PullRequestReport report(PullRequestComment conversation) {
        var runs = ledger.runs()
                .newestOf(conversation.repository(), conversation.pullRequest(), PullRequestReport.MAX_RUNS);
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

    private boolean mayEdit(PullRequestComment conversation) {
        return conversation
                .shownAt()
                .map(last -> !clock.instant().isBefore(last.plus(betweenEdits)))
                .orElse(true);
    }

    private void send(PullRequestComment conversation, PullRequestReport report, String digest) {
        try {
            ledger.pullRequestComments().recordPublished(conversation, sent(conversation, report), digest);
            ledger.pullRequestComments().reported(report.over());
        } catch (ForgeRefusedException e) {
            if (!isGivenUp(conversation)) {
                throw e;
            }
            LOG.warn(
                    "comment given up repository={} pr={}: {}",
                    conversation.repository(),
                    conversation.pullRequest(),
                    e.getMessage());
            ledger.pullRequestComments().reported(report.over());
        }
    }

    private long sent(PullRequestComment conversation, PullRequestReport report) {
        var repository = conversation.repository();
        var known = conversation
                .remoteId()
                .or(() -> gitea.ownComment(repository, conversation.pullRequest(), Instant.EPOCH, report.marker()));
        return known.filter(id -> gitea.rewrite(repository, id, report.text()))
                .orElseGet(() -> gitea.write(repository, conversation.pullRequest(), report.text()));
    }

    private boolean isGivenUp(PullRequestComment conversation) {
        var newest = ledger.runs().newestOf(conversation.repository(), conversation.pullRequest(), 1).stream()
                .findFirst();
        return newest.flatMap(Run::end)
                .map(end -> clock.instant().isAfter(end.at().plus(GIVE_UP_AFTER)))
                .orElse(false);
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
