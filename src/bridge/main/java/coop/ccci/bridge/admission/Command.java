package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.trigger.CommandWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
