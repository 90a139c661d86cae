package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.Membership;
import coop.ccci.bridge.forge.GiteaJson.PullRequest;
import coop.ccci.bridge.forge.GiteaJson.Timeline;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import java.util.Optional;

/**
 * What is known of a comment, which grows with each step that reads something more of the forge.
 *
 * @param trigger the comment, as it was written down
 * @param comment the comment itself, as the forge has it now; empty when it is gone
 * @param objection why it is not for the bridge; empty when it is
 * @param command what it asks for; empty when it is not for the bridge
 * @param membership whether its author may ask; empty as long as that was not read
 * @param pullRequest the pull request; empty when it was not read, or is gone
 * @param timeline what happened on the pull request; empty when it was not read
 */
public record AdmissionRequest(
        Trigger trigger,
        Optional<ForgeComment> comment,
        Optional<IgnoreReason> objection,
        Optional<Command> command,
        Optional<Membership> membership,
        Optional<PullRequest> pullRequest,
        Optional<Timeline> timeline) {
    static AdmissionRequest notForUs(Trigger trigger, Optional<ForgeComment> comment, IgnoreReason why) {
        return new AdmissionRequest(
                trigger,
                comment,
                Optional.of(why),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static AdmissionRequest of(Trigger trigger, ForgeComment comment, Command command) {
        return new AdmissionRequest(
                trigger,
                Optional.of(comment),
                Optional.empty(),
                Optional.of(command),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    AdmissionRequest with(Membership read) {
        return new AdmissionRequest(trigger, comment, objection, command, Optional.of(read), pullRequest, timeline);
    }

    AdmissionRequest with(PullRequest read) {
        return new AdmissionRequest(trigger, comment, objection, command, membership, Optional.of(read), timeline);
    }

    AdmissionRequest with(Timeline read) {
        return new AdmissionRequest(trigger, comment, objection, command, membership, pullRequest, Optional.of(read));
    }

    /** Returns whether the comment is a command for the bridge, for the routes. */
    public boolean isCommand() {
        return command.isPresent();
    }

    boolean isOfMember() {
        return membership.equals(Optional.of(Membership.MEMBER));
    }

    Comment place() {
        return trigger.comment();
    }

    Comment.Author author() {
        var account = comment.orElseThrow().author();
        return new Comment.Author(account.id(), account.login());
    }

    Decision refuse(Refusal refusal) {
        return new Decision.Refuse(author(), refusal);
    }

    Decision ignore(IgnoreReason why) {
        return new Decision.Ignore(comment.map(known -> author()), why);
    }

    @Override
    public String toString() {
        return trigger.comment().toString();
    }
}
