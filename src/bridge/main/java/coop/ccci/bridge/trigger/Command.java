package coop.ccci.bridge.trigger;

import coop.ccci.bridge.ledger.Mode;
import java.util.Optional;

/** What a comment asks for. */
public sealed interface Command {
    /** The word that a comment for the bridge begins with. */
    String WORD = "!testme";

    /**
     * A run of the pull request's head.
     *
     * @param mode how much it does
     * @param commit how the head must begin, where the comment names it
     */
    record Test(Mode mode, Optional<CommitPrefix> commit) implements Command {}

    /** An explanation. */
    record Help() implements Command {}

    /** The end of the pull request's runs. */
    record Cancel() implements Command {}

    /**
     * Something that begins like a command and is none.
     *
     * @param word the part that is not known, as written: foreign text
     * @param meant what its author may have meant, as it is written right
     */
    record Unknown(String word, Optional<String> meant) implements Command {}

    /**
     * Reads a comment. Only the whole comment counts, without white space around it: a command in a sentence, in a
     * quotation or in a code block is somebody talking about it.
     *
     * @return empty when it is not for the bridge
     */
    static Optional<Command> parse(String body) {
        return CommandParser.parse(body);
    }
}
