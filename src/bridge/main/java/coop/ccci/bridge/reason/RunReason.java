package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import java.time.Duration;
import java.util.Optional;

/** Why a run ended as it did, or is to end. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface RunReason {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of reason.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R cancelledBy(String login);

        R cancelledByOperator();

        R supersededBy(Commit newer);

        R deadlinePassed();

        R noCapacity(Duration waited);

        R headMoved();

        R authorLeft(String organisation);

        R pullRequestClosed();

        R recipeRemoved();

        R commentWithdrawn(IgnoreReason why);

        R commandChanged();

        R didNotStart(Optional<EngineFault> fault, String console);

        R engineFailed(EngineFault fault);

        R resultsOfAnotherRun();

        R anotherCommitTested(Commit tested);

        R text(String text);
    }

    /**
     * Somebody cancelled it.
     *
     * @param login who
     */
    @JsonTypeName("cancelled-by")
    record CancelledBy(String login) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelledBy(login);
        }
    }

    /** The operator of the bridge cancelled it. */
    @JsonTypeName("cancelled-by-operator")
    record CancelledByOperator() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelledByOperator();
        }
    }

    /**
     * A newer commit of its pull request is tested instead.
     *
     * @param newer which
     */
    @JsonTypeName("superseded-by")
    record SupersededBy(Commit newer) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.supersededBy(newer);
        }
    }

    /** It ran until its deadline. */
    @JsonTypeName("deadline-passed")
    record DeadlinePassed() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deadlinePassed();
        }
    }

    /**
     * It waited in the queue for as long as a run may.
     *
     * @param waited how long
     */
    @JsonTypeName("no-capacity")
    record NoCapacity(Duration waited) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.noCapacity(waited);
        }
    }

    /** A commit was pushed while it waited. */
    @JsonTypeName("head-moved")
    record HeadMoved() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.headMoved();
        }
    }

    /**
     * Who asked for it was no member any more when it could begin.
     *
     * @param organisation of which
     */
    @JsonTypeName("author-left")
    record AuthorLeft(String organisation) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.authorLeft(organisation);
        }
    }

    /** The pull request was closed while it waited. */
    @JsonTypeName("pull-request-closed")
    record PullRequestClosed() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pullRequestClosed();
        }
    }

    /** The recipe was taken off the enrolled ones while it waited. */
    @JsonTypeName("recipe-removed")
    record RecipeRemoved() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.recipeRemoved();
        }
    }

    /**
     * The comment that asked for it counts no more.
     *
     * @param why what became of the comment
     */
    @JsonTypeName("comment-withdrawn")
    record CommentWithdrawn(IgnoreReason why) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.commentWithdrawn(why);
        }
    }

    /** The comment that asked for it asks for something else. */
    @JsonTypeName("command-changed")
    record CommandChanged() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.commandChanged();
        }
    }

    /**
     * The engine was asked several times, and no harness showed itself.
     *
     * @param fault what the engine said the last time; empty when it said nothing
     * @param console the file that the harness would have written to
     */
    @JsonTypeName("did-not-start")
    record DidNotStart(Optional<EngineFault> fault, String console) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.didNotStart(fault, console);
        }
    }

    /**
     * The engine lost it, or ended it on its own.
     *
     * @param fault what happened
     */
    @JsonTypeName("engine-failed")
    record EngineFailed(EngineFault fault) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.engineFailed(fault);
        }
    }

    /** The results in its directory are another run's. */
    @JsonTypeName("results-of-another-run")
    record ResultsOfAnotherRun() implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resultsOfAnotherRun();
        }
    }

    /**
     * The harness tested something else than was asked for.
     *
     * @param tested what
     */
    @JsonTypeName("another-commit-tested")
    record AnotherCommitTested(Commit tested) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.anotherCommitTested(tested);
        }
    }

    /**
     * What a ledger of an older version kept as a sentence.
     *
     * @param text the sentence, which may hold foreign text
     */
    @JsonTypeName("text")
    record Text(String text) implements RunReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(text);
        }
    }
}
