package coop.ccci.bridge.report;

/** Why a comment that asked for a run gets none; {@link Texts} has a sentence for each. */
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

    /** It begins like a command and is none. */
    record UnknownCommand() implements Refusal {}
}
