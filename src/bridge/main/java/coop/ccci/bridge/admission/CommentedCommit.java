package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.ForgeComment;
import coop.ccci.bridge.forge.Gitea.PullRequest;
import coop.ccci.bridge.forge.Gitea.Timeline;
import coop.ccci.bridge.forge.Gitea.TimelineEntry;
import coop.ccci.contract.Commit;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;

/** Which commit the author of a comment saw. */
sealed interface CommentedCommit {
    /** Calls the function for this kind. */
    <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled);

    /** Gitea writes a push into the timeline in the background, a moment after the head has moved. */
    Duration SETTLE_TIME = Duration.ofSeconds(2);

    /**
     * It is known, and it is still the head.
     *
     * @param commit the commit
     */
    record Known(Commit commit) implements CommentedCommit {
        @Override
        public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
            return known.apply(this);
        }
    }

    /** The head has moved since. */
    record Moved() implements CommentedCommit {
        @Override
        public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
            return moved.apply(this);
        }
    }

    /** It cannot be told yet. */
    record Unsettled() implements CommentedCommit {
        @Override
        public <R> R match(Function<Known, R> known, Function<Moved, R> moved, Function<Unsettled, R> unsettled) {
            return unsettled.apply(this);
        }
    }

    /**
     * Finds it. The timeline has comments and pushes in one order: what the author saw is what the last push before
     * the comment brought, and without a push, what the pull request was opened with.
     *
     * @param before the pull request, read before its timeline
     * @param timeline what happened
     */
    static CommentedCommit of(ForgeComment comment, PullRequest before, Timeline timeline) {
        var pushes = timeline.entries().stream()
                .filter(TimelineEntry::isPush)
                .sorted(Comparator.comparingLong(TimelineEntry::id))
                .toList();
        if (pushes.stream().anyMatch(push -> push.id() > comment.id())) {
            return new Moved();
        }
        var last = pushes.isEmpty() ? null : pushes.get(pushes.size() - 1);
        if (last != null && !last.commits().isEmpty()) {
            var seen = last.commits().get(last.commits().size() - 1);
            return seen.equals(before.head()) ? new Known(seen) : new Moved();
        }
        var settled = timeline.readAt().isEmpty()
                || !timeline.readAt().get().isBefore(comment.createdAt().plus(SETTLE_TIME));
        return settled ? new Known(before.head()) : new Unsettled();
    }
}
