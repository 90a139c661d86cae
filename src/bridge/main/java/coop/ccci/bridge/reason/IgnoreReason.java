package coop.ccci.bridge.reason;

/** Why a comment is passed over in silence. The names are kept in the ledger. */
public enum IgnoreReason {
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

    /** It could not be decided for a whole day. */
    UNDECIDED
}
