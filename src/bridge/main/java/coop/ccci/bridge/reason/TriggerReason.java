package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a comment got instead of a run, or why it got nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface TriggerReason {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of reason.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R help();

        R refused(Refusal refusal);

        R ignored(IgnoreReason why);

        R text(String text);
    }

    /** The list of commands. */
    @JsonTypeName("help")
    record Help() implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.help();
        }
    }

    /**
     * A refusal.
     *
     * @param refusal why
     */
    @JsonTypeName("refused")
    record Refused(Refusal refusal) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(refusal);
        }
    }

    /**
     * Nothing, and no answer.
     *
     * @param why why
     */
    @JsonTypeName("ignored")
    record Ignored(IgnoreReason why) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ignored(why);
        }
    }

    /**
     * What a ledger of an older version kept as a sentence.
     *
     * @param text the sentence, as Markdown
     */
    @JsonTypeName("text")
    record Text(String text) implements TriggerReason {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(text);
        }
    }

    /** Why a comment is passed over in silence. The names are kept in the ledger. */
    enum IgnoreReason {
        /** It was deleted. */
        DELETED,

        /** It was edited: nobody can tell what its author saw. */
        EDITED,

        /** It is no command. */
        NO_COMMAND,

        /** It is not on the pull request that it was announced for. */
        ELSEWHERE,

        /** It is older than the ledger. */
        BEFORE_FIRST_START,

        /** A program wrote it. */
        WRITTEN_BY_PROGRAM,

        /** Its author may not ask, and did not ask for a run. */
        AUTHOR_NOT_ALLOWED,

        /** Its author has had as many answers as one person gets within an hour. */
        TOO_MANY_ANSWERS,

        /** Its author has written as many commands as one person may within an hour. */
        TOO_MANY_COMMENTS,

        /** It could not be decided for a whole day; what nobody waits for, for a whole week. */
        UNDECIDED,

        /** The recipe is not enrolled: of what is no comment, which is refused then. */
        NOT_ENROLLED,

        /** The repository has no default branch, or is not there. */
        NO_BRANCH,

        /** There is a newer commit on the branch, which asks for itself. */
        NEWER_COMMIT,

        /** The settings name its forge no more, and the operator has ended what waited of it. */
        FORGE_GONE;

        /** Returns whether somebody asked for something, and may wonder why nothing came of it. */
        public boolean isOfCommand() {
            return this != DELETED && this != NO_COMMAND;
        }
    }
}
