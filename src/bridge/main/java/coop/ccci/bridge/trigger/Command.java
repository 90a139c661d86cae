package coop.ccci.bridge.trigger;

import java.util.Optional;

/** What a comment asks for. */
public sealed interface Command {
    /** The word that a comment for the bridge begins with. */
    String WORD = "!testme";

    /** A run of the pull request's head. */
    record Test() implements Command {}

    /** Something that begins like a command and is none. */
    record Unknown() implements Command {}

    /**
     * Reads a comment. Only the whole comment counts, without white space around it: a command in a sentence, in a
     * quotation or in a code block is somebody talking about it.
     *
     * @return empty when it is not for the bridge
     */
    static Optional<Command> parse(String body) {
        var text = body.strip();
        if (text.equals(WORD)) {
            return Optional.of(new Test());
        }
        if (text.startsWith(WORD) && Character.isWhitespace(text.charAt(WORD.length()))) {
            return Optional.of(new Unknown());
        }
        return Optional.empty();
    }
}
