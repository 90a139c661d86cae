package coop.ccci.bridge.trigger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of a comment that is for the bridge, without {@value #BOT_WORD}.
 *
 * @param misspelt how {@value #BOT_WORD} was written, where it was not written like this
 * @param words as written: foreign text
 */
public record CommandWords(Optional<String> misspelt, List<String> words) {
    /** The word that a comment for the bridge begins with. */
    public static final String BOT_WORD = "!testme";

    /** In other letters, or with a sentence's end: whoever writes that expects an answer. */
    private static final Pattern NEARLY = Pattern.compile("(?i)" + BOT_WORD + "[.,:;!?…]{0,3}");

    /** Everything behind the word in a longer comment is one word, which no command has. */
    private static final int MAX_LENGTH = 200;

    /** Copies the list. */
    public CommandWords {
        words = List.copyOf(words);
    }

    /**
     * Reads a comment. Only the whole comment counts, without white space around it: a command in a sentence, in a
     * quotation or in a code block is somebody talking about it. One that is written nearly right is for the bridge too,
     * so that its author is told.
     *
     * @return empty when it is not for the bridge
     */
    public static Optional<CommandWords> parse(String body) {
        var text = body.strip();
        var end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        var first = text.substring(0, end);
        if (!NEARLY.matcher(first).matches()) {
            return Optional.empty();
        }
        var misspelt = Optional.of(first).filter(word -> !word.equals(BOT_WORD));
        return Optional.of(new CommandWords(misspelt, split(text.substring(end).strip())));
    }

    private static List<String> split(String rest) {
        if (rest.length() > MAX_LENGTH) {
            return List.of(rest.substring(0, MAX_LENGTH));
        }
        return rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"));
    }
}
