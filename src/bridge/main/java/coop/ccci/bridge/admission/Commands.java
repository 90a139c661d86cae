package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.trigger.CommandWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Everything that a comment can ask for. A new command is a new file, and a line here. */
public final class Commands {
    private static final List<Command.Spec> ALL = List.of(TestCommand.SPEC, CancelCommand.SPEC, HelpCommand.SPEC);

    private static final Pattern DASHES = Pattern.compile("^[-\\u2010-\\u2015]+");

    private Commands() {}

    /** Returns the description of every command, in the order in which people read it. */
    public static List<Usage> usages() {
        return ALL.stream().flatMap(spec -> spec.usages().stream()).toList();
    }

    /** Finds the command of a comment; words that no command has make an {@link Unknown}. */
    static Command parse(CommandWords comment) {
        return comment.misspelt()
                .<Command>map(word -> new Unknown(word, Optional.of(meant(comment.words()))))
                .orElseGet(() -> find(comment.words()).orElseGet(() -> Unknown.of(comment.words())));
    }

    private static Optional<Command> find(List<String> words) {
        return ALL.stream().flatMap(spec -> spec.parser().apply(words).stream()).findFirst();
    }

    /** Returns the words that were meant behind a word that was written nearly right: a command's, or none. */
    private static String meant(List<String> words) {
        return find(words).isPresent()
                ? String.join(" ", words)
                : Unknown.of(words).meant().orElse("");
    }

    /**
     * Something that is nearly a command and is none.
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
                    .map(Usage::words)
                    .findFirst();
            return new Unknown(word, meant.filter(right -> !right.equals(word)));
        }

        @Override
        public Decision decide(AdmissionRequest request, AdmissionSettings settings) {
            return request.refuse(new Refusal.UnknownCommand(word, meant));
        }
    }

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
    public record Usage(String words, String who, String effect, Optional<String> example, Set<String> synonyms) {
        /** Who may ask for most things. */
        static final String MEMBERS = "members";

        /** Copies the set. */
        public Usage {
            synonyms = Set.copyOf(synonyms);
        }

        /** Returns the whole comment. */
        public String comment() {
            return comment(words);
        }

        /** Returns the whole comment of the example, where there is one. */
        public Optional<String> exampleComment() {
            return example.map(Usage::comment);
        }

        private static String comment(String words) {
            return (CommandWords.BOT_WORD + " " + words).strip();
        }
    }

    /**
     * What a comment asks for, with its arguments. Each implementation is a file of its own that also holds the command's
     * {@link Spec}; {@link Commands} lists those.
     */
    interface Command {
        /** Returns whether it can only be decided with the pull request's head. */
        default boolean needsHead() {
            return false;
        }

        /** Decides for somebody who may ask. */
        Decision decide(AdmissionRequest request, AdmissionSettings settings);

        /** Decides for somebody who may not ask: no answer, unless the command has one. */
        default Decision decideForStranger(AdmissionRequest request) {
            return request.ignore(IgnoreReason.AUTHOR_NOT_ALLOWED);
        }

        /**
         * A command as {@link Commands} lists it.
         *
         * @param usages its description for people, a line for each way to write it
         * @param parser reads the words behind {@value CommandWords#BOT_WORD}; empty when they are not this command's
         */
        record Spec(List<Commands.Usage> usages, Function<List<String>, Optional<Command>> parser) {
            /** Copies the list. */
            public Spec {
                usages = List.copyOf(usages);
            }

            /** Returns a command that is one word and has no arguments. */
            static Spec ofWord(Commands.Usage usage, Command command) {
                return new Spec(
                        List.of(usage),
                        words -> words.equals(List.of(usage.words())) ? Optional.of(command) : Optional.empty());
            }
        }
    }
}
