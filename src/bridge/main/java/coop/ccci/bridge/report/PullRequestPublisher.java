package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.PullRequestComments.PullRequestComment;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        var digest = Digest.of(report.text());
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
}
