package coop.ccci.bridge.admission;

import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.trigger.CommandWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything that a comment can ask for. A new command is a new file, and a line here. */
public final class Commands {
    private static final List<Command.Spec> ALL = List.of(TestCommand.SPEC, CancelCommand.SPEC, HelpCommand.SPEC);

    private static final Pattern DASHES = Pattern.compile("^[-\\u2010-\\u2015]+");

    private Commands() {}

    /** Returns the description of every command, in the order in which people read it. */
    public static List<CommandUsage> usages() {
        return ALL.stream().flatMap(spec -> spec.usages().stream()).toList();
    }

    /** Finds the command of a comment; words that no command has make an {@link Unknown}. */
    static Command parse(CommandWords comment) {
        return ALL.stream()
                .flatMap(spec -> spec.parser().apply(comment.words()).stream())
                .findFirst()
                .orElseGet(() -> Unknown.of(comment.words()));
    }

    /**
     * Something that begins like a command and is none.
     *
     * @param word the part that is not known, as written: foreign text
     * @param meant what its author may have meant, as it is written right
     */
    record Unknown(String word, Optional<String> meant) implements Command {
        private static Unknown of(List<String> words) {
            var word = TestCommand.firstUnknown(words);
            var plain = DASHES.matcher(word).replaceFirst("").toLowerCase(Locale.ROOT);
            var meant = usages().stream()
                    .filter(usage -> usage.synonyms().contains(plain))
                    .map(CommandUsage::words)
                    .findFirst();
            return new Unknown(word, meant.filter(right -> !right.equals(word)));
        }

        @Override
        public Decision decide(Request request) {
            return request.refuse(new Refusal.UnknownCommand(word, meant));
        }
    }
}
