package coop.ccci.bridge.admission;

import coop.ccci.bridge.trigger.CommandWords;
import java.util.Optional;
import java.util.Set;

/**
 * One way to write a command, described for people; the help answer, the suggestion after a typing error and the
 * documentation are made of it.
 *
 * @param words what stands behind {@value CommandWords#BOT_WORD}; empty for nothing
 * @param who who may ask
 * @param effect what happens
 * @param example the words of an example where they are not the words themselves
 * @param synonyms what people write who mean this, without dashes before it and in lower case
 */
public record CommandUsage(String words, String who, String effect, Optional<String> example, Set<String> synonyms) {
    /** Who may ask for most things. */
    static final String MEMBERS = "members";

    /** Copies the set. */
    public CommandUsage {
        synonyms = Set.copyOf(synonyms);
    }

    /** Returns the whole comment. */
    public String comment() {
        return comment(words);
    }

    /** Returns the whole comment of the example, where there is one. */
    public Optional<String> exampleComment() {
        return example.map(CommandUsage::comment);
    }

    private static String comment(String words) {
        return (CommandWords.BOT_WORD + " " + words).strip();
    }
}
