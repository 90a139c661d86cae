package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Refusal;
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
    /** Decides for somebody who may ask. */
    Decision decide(Request request);

    /** Decides for somebody who may not ask: no answer, unless the command has one. */
    default Decision decideForStranger(Request request) {
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

    /**
     * What a command may look at to decide about a comment.
     *
     * @param place where the comment is
     * @param comment the comment itself, as the forge has it now
     * @param gitea the forge
     * @param settings who may ask for what
     */
    record Request(Comment place, ForgeComment comment, Gitea gitea, AdmissionSettings settings) {
        Comment.Author author() {
            return new Comment.Author(comment.author().id(), comment.author().login());
        }

        Decision refuse(Refusal refusal) {
            return new Decision.Refuse(author(), refusal);
        }

        Decision ignore(IgnoreReason why) {
            return new Decision.Ignore(Optional.of(author()), why);
        }
    }
}
