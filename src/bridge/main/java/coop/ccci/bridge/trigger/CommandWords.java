package coop.ccci.bridge.trigger;

import java.util.List;
import java.util.Optional;

/**
 * The words of a comment that is for the bridge, without {@value #BOT_WORD}.
 *
 * @param words as written: foreign text
 */
public record CommandWords(List<String> words) {
    /** The word that a comment for the bridge begins with. */
    public static final String BOT_WORD = "!testme";

    /** Everything behind the word in a longer comment is one word, which no command has. */
    private static final int MAX_LENGTH = 200;

    /** Copies the list. */
    public CommandWords {
        words = List.copyOf(words);
    }

    /**
     * Reads a comment. Only the whole comment counts, without white space around it: a command in a sentence, in a
     * quotation or in a code block is somebody talking about it.
     *
     * @return empty when it is not for the bridge
     */
    public static Optional<CommandWords> parse(String body) {
        var text = body.strip();
        if (!text.startsWith(BOT_WORD)) {
            return Optional.empty();
        }
        var rest = text.substring(BOT_WORD.length());
        if (!rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
            return Optional.empty();
        }
        return Optional.of(new CommandWords(split(rest.strip())));
    }

    private static List<String> split(String rest) {
        if (rest.length() > MAX_LENGTH) {
            return List.of(rest.substring(0, MAX_LENGTH));
        }
        return rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"));
    }
}
