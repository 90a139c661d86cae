package coop.ccci.bridge.ledger;

import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.contract.RunId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One comment that asked for something.
 *
 * @param id the ledger's own number
 * @param comment where it stands
 * @param channel by which way it came first
 * @param state what has become of it
 * @param author the login of who wrote it, once it was read from the forge
 * @param reason why it has no run; empty when it has one, or got what it asked for
 * @param run the run that it asked for, once admitted
 * @param seenAt when it was written down
 * @param decidedAt when it was admitted, answered, refused or ignored
 */
public record Trigger(
        long id,
        Comment comment,
        Channel channel,
        State state,
        Optional<String> author,
        Optional<TriggerReason> reason,
        Optional<RunId> run,
        Instant seenAt,
        Optional<Instant> decidedAt) {
    /** What has become of a trigger. */
    public enum State {
        /** Written down, not yet looked at. */
        SEEN,

        /** A run was made of it. */
        ADMITTED,

        /** It asked for something else than a run, and got it. */
        ANSWERED,

        /** No run; its author is told why. */
        REFUSED,

        /** No run, and nobody expects an answer. */
        IGNORED;

        /** Returns the word in the ledger and in texts. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** By which way a comment came to the bridge. */
    public enum Channel {
        /** Asked for by the bridge. */
        POLL,

        /** Told by the forge. */
        WEBHOOK;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Channel parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What a run is made for. */
    public enum Source {
        /** Somebody's comment on a pull request, or the text of a review. */
        COMMENT,

        /** The time of a sweep over all recipes. */
        SCHEDULE,

        /** A new commit on a recipe's default branch, most often a merge. */
        PUSH,

        /** A new version of a recipe. */
        TAG,

        /** The operator, who wants all recipes tested now. */
        OPERATOR;

        /** Returns the word in the ledger and in texts. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Source parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Where a comment stands; what makes a trigger one and the same however often it is seen.
     *
     * @param repository the repository
     * @param pullRequest the number of the pull request
     * @param id the forge's number of the comment
     */
    public record Comment(Repository repository, int pullRequest, long id) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException when one is not positive
         */
        public Comment {
            if (pullRequest < 1 || id < 1) {
                throw new IllegalArgumentException("pull requests and comments are numbered from 1");
            }
        }

        @Override
        public String toString() {
            return repository + "#" + pullRequest + " comment " + id;
        }

        /**
         * Who wrote a comment.
         *
         * @param id the forge's number of the account, which it keeps for ever
         * @param login its name, which may change hands
         */
        public record Author(long id, String login) {}
    }
}
