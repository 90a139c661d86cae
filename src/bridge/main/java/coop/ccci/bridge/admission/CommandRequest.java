package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.ForgeComment;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Author;
import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.reason.IgnoreReason;
import coop.ccci.bridge.reason.Refusal;
import java.util.Optional;

/**
 * What a command may look at to decide about a comment.
 *
 * @param place where the comment is
 * @param comment the comment itself, as the forge has it now
 * @param gitea the forge
 * @param settings who may ask for what
 */
record CommandRequest(Comment place, ForgeComment comment, Gitea gitea, AdmissionSettings settings) {
    Author author() {
        return new Author(comment.author().id(), comment.author().login());
    }

    Decision refuse(Refusal refusal) {
        return new Decision.Refuse(author(), refusal);
    }

    Decision ignore(IgnoreReason why) {
        return new Decision.Ignore(Optional.of(author()), why);
    }
}
