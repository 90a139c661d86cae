package coop.ccci.bridge.trigger;

import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.ledger.UnreadPullRequests.UnreadPullRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code poll-gitea} and alike, each for one forge. The position in the ledger says up to when, by Gitea's clock, all
 * comments are known but those of the pull requests on the ledger's list of unread ones; it moves on only after a look that
 * saw everything, so that nothing written while the bridge or Gitea was down is lost.
 */
public final class CommentPoll {
    private static final Logger LOG = LoggerFactory.getLogger(CommentPoll.class);
    private static final String CURSOR = "-comments";

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
        ledger.cursors().firstStart(gitea.forge());
    }

    private String cursor() {
        return gitea.forge() + CURSOR;
    }

    /** Asks what changed since the last look; one request for all repositories. */
    public PollResult search() {
        var since = ledger.cursors()
                .find(cursor())
                .orElseGet(() -> ledger.cursors().firstStart(gitea.forge()))
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
     * Reads the new comments of every pull request that changed, and of those that could not be read before, and writes down
     * those that ask for something, in the order in which they were written: who asked first is first in the queue. A pull
     * request that cannot be read is put on a list and tried again by itself; the others go on.
     */
    public PollResult record(PollResult search) {
        var found = new ArrayList<SeenComment>();
        var unread = ledger.unread().all(gitea.forge()).stream()
                .collect(Collectors.toMap(
                        each -> new WatchedPullRequest(each.repository(), each.pullRequest()), Function.identity()));
        var due = ledger.unread().due(gitea.forge()).stream()
                .map(each -> new WatchedPullRequest(each.repository(), each.pullRequest()));
        var changed = search.changed().stream().filter(place -> !unread.containsKey(place));
        for (var place : Stream.concat(due, changed).toList()) {
            var since = Optional.ofNullable(unread.get(place))
                    .map(UnreadPullRequest::since)
                    .orElse(search.since());
            read(place, since, unread.containsKey(place)).ifPresent(found::addAll);
        }
        gitea.health()
                .areUnreadable(ledger.unread().all(gitea.forge()).stream()
                        .map(each -> each.repository() + "#" + each.pullRequest() + " cannot be read: " + each.reason())
                        .toList());
        // Ids are given in the order of writing, over all repositories; times have whole seconds only.
        found.sort(Comparator.comparingLong(seen -> seen.comment().id()));
        found.forEach(this::record);
        return search;
    }

    private Optional<List<SeenComment>> read(WatchedPullRequest place, Instant since, boolean wasUnread) {
        try {
            var asking = asking(place, since);
            if (wasUnread) {
                ledger.unread().forget(place.repository(), place.number());
            }
            return Optional.of(asking);
        } catch (ForgeUnavailableException | ForgeRefusedException e) {
            LOG.warn(
                    "comments not readable repository={} pr={}: {}",
                    place.repository(),
                    place.number(),
                    e.getMessage());
            ledger.unread().record(place.repository(), place.number(), since, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Remembers that everything up to this look is known. */
    public void advanceCursor(PollResult search) {
        if (search.isWhole()) {
            ledger.cursors().move(cursor(), search.askedAt());
        }
        if (hasSeen.compareAndSet(false, true)) {
            LOG.info("watching forge={} since={}", gitea.forge(), search.since());
        }
    }

    private List<SeenComment> asking(WatchedPullRequest place, Instant since) {
        return gitea.writtenSince(place.repository(), place.number(), since).stream()
                .filter(comment -> CommandWords.parse(comment.body()).isPresent())
                .filter(comment ->
                        !comment.createdAt().isBefore(ledger.cursors().answersFrom(gitea.forge())))
                .map(comment -> new SeenComment(
                        new Comment(place.repository(), place.number(), comment.id()),
                        comment.author().id()))
                .toList();
    }

    private void record(SeenComment seen) {
        var comment = seen.comment();
        if (ledger.triggers().record(comment, Trigger.Channel.POLL, Optional.of(seen.writer()))) {
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

    /**
     * A comment that asks for something, as it was found.
     *
     * @param comment where it stands
     * @param writer the forge's number of who wrote it, as whoever told of it said; what it may ask for is decided by asking the forge
     */
    public record SeenComment(Comment comment, long writer) {}
}
