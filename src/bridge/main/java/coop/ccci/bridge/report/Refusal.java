package coop.ccci.bridge.report;

import coop.ccci.contract.Commit;
import java.util.Optional;

/** Why a comment does not get what it asked for; {@link Texts} has a sentence for each. */
public sealed interface Refusal {
    /**
     * Its author may not ask.
     *
     * @param organisation whose members may
     */
    record NotAMember(String organisation) implements Refusal {}

    /**
     * The recipe is not enrolled.
     *
     * @param name the repository's name
     */
    record NotEnrolled(String name) implements Refusal {}

    /** The pull request is closed or merged. */
    record Closed() implements Refusal {}

    /** Something was pushed after the comment was written. */
    record HeadMoved() implements Refusal {}

    /**
     * The comment names another commit than the head.
     *
     * @param named how the named one begins
     * @param head what the head is
     */
    record AnotherHead(String named, Commit head) implements Refusal {}

    /**
     * It begins like a command and is none.
     *
     * @param word what is not known, as written: foreign text
     * @param meant what its author may have meant
     */
    record UnknownCommand(String word, Optional<String> meant) implements Refusal {}

    /** There is nothing to cancel. */
    record NothingToCancel() implements Refusal {}

    /**
     * There are too many runs already that are not over.
     *
     * @param whose which of the limits is reached
     * @param most how many there may be
     */
    record TooMany(Whose whose, int most) implements Refusal {}

    /** What has a limit. */
    enum Whose {
        /** The runs that one person asked for. */
        PERSON,

        /** The runs of one repository. */
        REPOSITORY,

        /** All runs. */
        ALL
    }
}
