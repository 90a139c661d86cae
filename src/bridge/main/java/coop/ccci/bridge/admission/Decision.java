package coop.ccci.bridge.admission;

import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import java.util.Optional;

/** What is to become of a trigger. */
sealed interface Decision {
    /** Returns what it is called in the routes: run, refuse, ignore, wait, or the name of a command. */
    default String kind() {
        return match(new Kinds());
    }

    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of decision.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R admit(Admit admit);

        R act(Act act);

        R refuse(Comment.Author author, Refusal refusal);

        R ignore(Optional<Comment.Author> author, IgnoreReason why);

        R waitFor(WaitReason reason);
    }

    /**
     * A run.
     *
     * @param author who asks
     * @param recipe what to test
     * @param commit at which commit
     * @param target the branch that the pull request is for
     * @param mode how much of it
     */
    record Admit(Comment.Author author, RecipeName recipe, Commit commit, Optional<String> target, Run.Mode mode)
            implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.admit(this);
        }
    }

    /**
     * Something else than a run.
     *
     * @param author who asks
     * @param command the command's name, which the routes know
     * @param action what is done
     */
    record Act(Comment.Author author, String command, Action action) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.act(this);
        }
    }

    /**
     * No run, and a sentence for its author.
     *
     * @param author who asked
     * @param refusal why not
     */
    record Refuse(Comment.Author author, Refusal refusal) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refuse(author, refusal);
        }
    }

    /**
     * No run, and no answer.
     *
     * @param author who wrote it, where it is still there
     * @param why for the ledger
     */
    record Ignore(Optional<Comment.Author> author, IgnoreReason why) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ignore(author, why);
        }
    }

    /**
     * Not to be decided yet.
     *
     * @param reason for the log
     */
    record Wait(WaitReason reason) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.waitFor(reason);
        }
    }

    /** The names of the decisions. */
    final class Kinds implements Cases<String> {
        @Override
        public String admit(Admit admit) {
            return "run";
        }

        @Override
        public String act(Act act) {
            return act.command();
        }

        @Override
        public String refuse(Comment.Author author, Refusal refusal) {
            return "refuse";
        }

        @Override
        public String ignore(Optional<Comment.Author> author, IgnoreReason why) {
            return "ignore";
        }

        @Override
        public String waitFor(WaitReason reason) {
            return "wait";
        }
    }

    /** What a command does that is no run, in the transaction that decides about its comment. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @param comment the comment that asks
         * @return what its author is told; empty when the reaction says enough
         */
        Optional<TriggerReason> apply(Ledger ledger, Comment comment);
    }

    /** Why a comment cannot be decided yet. */
    enum WaitReason {
        /** The bot is not in the organisation, so it is not told who is. */
        MEMBERS_HIDDEN,

        /** Gitea writes pushes into the timeline a moment after the head has moved. */
        TIMELINE_BEHIND
    }
}
