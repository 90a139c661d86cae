package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.ForgeUnavailableException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code poll-gitea}. The position in the ledger says up to when, by Gitea's clock, all
 * comments are known; it moves on only after a look that saw everything, so that nothing written while the bridge or
 * Gitea was down is lost.
 */
public final class CommentPoll {
    private static final Logger LOG = LoggerFactory.getLogger(CommentPoll.class);
    private static final String CURSOR = "gitea-comments";

    /** Looks overlap, because a change may show up in Gitea a little after the time that it carries. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final Gitea gitea;
    private final Ledger ledger;
    private final WatchedRepositories repositories;
    private final Clock clock;
    private final AtomicBoolean hasSeen = new AtomicBoolean();

    /** Polls those repositories. */
    public CommentPoll(Gitea gitea, Ledger ledger, WatchedRepositories repositories, Clock clock) {
        this.gitea = gitea;
        this.ledger = ledger;
        this.repositories = repositories;
        this.clock = clock;
        ledger.cursors().firstStart();
    }

    /** Asks what changed since the last look; one request for all repositories. */
    public PollResult search() {
        var since = ledger.cursors()
                .find(CURSOR)
                .orElseGet(() -> ledger.cursors().firstStart())
                .minus(OVERLAP);
        var changed = gitea.changedSince(since);
        var ours = changed.pullRequests().stream()
                .flatMap(place -> repositories.find(place.repository()).stream()
                        .map(repository -> new WatchedPullRequest(repository, place.number())))
                .distinct()
                .toList();
        return new PollResult(since, ours, changed.isWhole(), changed.askedAt().orElseGet(clock::instant));
    }

    /**
     * Reads the new comments of every pull request that changed and writes down those that ask for something, in the
     * order in which they were written: who asked first is first in the queue.
     *
     * @throws ForgeUnavailableException when the comments of a pull request could not be read; those of the others are written
     *     down all the same
     */
    public PollResult record(PollResult search) {
        var found = new ArrayList<Comment>();
        var missed = new ArrayList<ForgeUnavailableException>();
        for (var place : search.changed()) {
            try {
                found.addAll(asking(place, search.since()));
            } catch (ForgeUnavailableException e) {
                missed.add(e);
            }
        }
        // Ids are given in the order of writing, over all repositories; times have whole seconds only.
        found.sort(Comparator.comparingLong(Comment::id));
        found.forEach(this::record);
        if (!missed.isEmpty()) {
            throw missed.get(0);
        }
        return search;
    }

    /** Remembers that everything up to this look is known. */
    public void advanceCursor(PollResult search) {
        if (search.isWhole()) {
            ledger.cursors().move(CURSOR, search.askedAt());
        }
        if (hasSeen.compareAndSet(false, true)) {
            LOG.info("watching since={}", search.since());
        }
    }

    private List<Comment> asking(WatchedPullRequest place, Instant since) {
        try {
            return gitea.writtenSince(place.repository(), place.number(), since).stream()
                    .filter(comment -> CommandWords.parse(comment.body()).isPresent())
                    .filter(comment ->
                            !comment.createdAt().isBefore(ledger.cursors().firstStart()))
                    .map(comment -> new Comment(place.repository(), place.number(), comment.id()))
                    .toList();
        } catch (ForgeRefusedException e) {
            // This pull request will be refused next time, too; it must not keep the others from being seen.
            LOG.warn(
                    "comments not readable repository={} pr={}: {}",
                    place.repository(),
                    place.number(),
                    e.getMessage());
            return List.of();
        }
    }

    private void record(Comment comment) {
        if (ledger.recordTrigger(comment, Trigger.Source.POLL)) {
            LOG.info(
                    "trigger seen repository={} pr={} comment={}",
                    comment.repository(),
                    comment.pullRequest(),
                    comment.id());
        }
    }

    /**
     * One look.
     *
     * @param since what changed from then on was asked for
     * @param changed the pull requests that did
     * @param isWhole whether none can have been passed over
     * @param askedAt when it began, by Gitea's clock
     */
    public record PollResult(Instant since, List<WatchedPullRequest> changed, boolean isWhole, Instant askedAt) {}

    /**
     * Where a pull request is.
     *
     * @param repository its repository, as the setting calls it
     * @param number its number
     */
    record WatchedPullRequest(Repository repository, int number) {}
}
