package coop.ccci.bridge.publish;

import coop.ccci.bridge.forge.ForgeRefused;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Conversations.Conversation;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.report.PullRequestReport;
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
public final class ConversationPublisher {
    /** A forge that refuses the comment for this long after the end of a run will not have it. */
    static final Duration GIVES_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(ConversationPublisher.class);

    private final Ledger ledger;
    private final Gitea gitea;
    private final Pages pages;
    private final Duration betweenEdits;
    private final Clock clock;

    /**
     * Publishes to that forge.
     *
     * @param publicUrl under which the run pages are
     * @param betweenEdits how long a comment stays as it is, at least
     */
    public ConversationPublisher(Ledger ledger, Gitea gitea, URI publicUrl, Duration betweenEdits, Clock clock) {
        this.ledger = ledger;
        this.gitea = gitea;
        this.pages = new Pages(publicUrl);
        this.betweenEdits = betweenEdits;
        this.clock = clock;
    }

    /** Shows what should show on one pull request, unless another bridge is at it. */
    public void publish(String repository, int pullRequest) {
        var place = Repository.parse(repository);
        ledger.conversations().open(place, pullRequest);
        ledger.inOneStep(() -> ledger.conversations().take(place, pullRequest).ifPresent(this::show));
    }

    private void show(Conversation conversation) {
        var report = report(conversation);
        var digest = Digest.of(report.text());
        if (digest.equals(conversation.digest())) {
            ledger.conversations().reported(report.over());
        } else if (mayEdit(conversation)) {
            send(conversation, report, digest);
        }
    }

    private PullRequestReport report(Conversation conversation) {
        var runs = ledger.runs()
                .newestOf(conversation.repository(), conversation.pullRequest(), PullRequestReport.MOST_RUNS);
        var newest = runs.get(0);
        var askedBy = ledger.triggers().askingFor(newest.id()).stream()
                .map(trigger -> trigger.comment().id())
                .toList();
        return PullRequestReport.of(
                runs, ledger.runs().events(newest.id()), ledger.runs().ahead(newest.id()), askedBy, pages::of);
    }

    private boolean mayEdit(Conversation conversation) {
        return conversation
                .shownAt()
                .map(last -> !clock.instant().isBefore(last.plus(betweenEdits)))
                .orElse(true);
    }

    private void send(Conversation conversation, PullRequestReport report, String digest) {
        try {
            ledger.conversations().shown(conversation, sent(conversation, report), digest);
            ledger.conversations().reported(report.over());
        } catch (ForgeRefused e) {
            if (!isHopeless(conversation)) {
                throw e;
            }
            LOG.warn(
                    "comment given up repository={} pr={}: {}",
                    conversation.repository(),
                    conversation.pullRequest(),
                    e.getMessage());
            ledger.conversations().reported(report.over());
        }
    }

    private long sent(Conversation conversation, PullRequestReport report) {
        var repository = conversation.repository();
        var known = conversation
                .remoteId()
                .or(() -> gitea.ownComment(repository, conversation.pullRequest(), Instant.EPOCH, report.marker()));
        return known.filter(id -> gitea.rewrite(repository, id, report.text()))
                .orElseGet(() -> gitea.write(repository, conversation.pullRequest(), report.text()));
    }

    private boolean isHopeless(Conversation conversation) {
        var newest = ledger.runs().newestOf(conversation.repository(), conversation.pullRequest(), 1).stream()
                .findFirst();
        return newest.flatMap(Run::end)
                .map(end -> clock.instant().isAfter(end.at().plus(GIVES_UP_AFTER)))
                .orElse(false);
    }
}
