package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.Admission.RetryLaterException;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import java.util.Optional;

/**
 * Whether a run that waited may still begin: all that was asked when it was admitted is asked again, because meanwhile
 * somebody may have pushed, left the organisation, closed the pull request or taken the comment back.
 */
public final class Revalidation {
    private final Ledger ledger;
    private final AdmissionPolicy policy;

    /** Asks that policy. */
    public Revalidation(Ledger ledger, AdmissionPolicy policy) {
        this.ledger = ledger;
        this.policy = policy;
    }

    /**
     * Returns why the run may not begin any more; empty when one of the comments that asked for it still holds.
     *
     * @throws RetryLaterException when it cannot be told now
     * @throws coop.ccci.bridge.forge.Forges.ForgeUnavailableException when the forge cannot be asked now
     */
    public Optional<RunReason> objection(Run run) {
        if (!run.isOfPerson()) {
            return policy.isEnrolled(run.repository()) ? Optional.empty() : Optional.of(new RunReason.RecipeRemoved());
        }
        Optional<RunReason> first = Optional.empty();
        for (var trigger : ledger.triggers().askingFor(run.id())) {
            var objection = policy.decide(trigger).match(new Objection(run));
            if (objection.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> objection);
        }
        return first;
    }

    private record Objection(Run run) implements Decision.Cases<Optional<RunReason>> {
        @Override
        public Optional<RunReason> admit(Decision.Admit admit) {
            return admit.commit().equals(run.commit()) ? Optional.empty() : Optional.of(new RunReason.CommandChanged());
        }

        @Override
        public Optional<RunReason> act(Decision.Act act) {
            return Optional.of(new RunReason.CommandChanged());
        }

        @Override
        public Optional<RunReason> refuse(Comment.Author author, Refusal refusal) {
            return Optional.of(reason(refusal));
        }

        @Override
        public Optional<RunReason> ignore(Optional<Comment.Author> author, IgnoreReason why) {
            return Optional.of(new RunReason.CommentWithdrawn(why));
        }

        @Override
        public Optional<RunReason> waitFor(Decision.WaitReason reason) {
            throw new RetryLaterException("whether the run may begin cannot be told yet: " + reason);
        }
    }

    /** Returns what a refusal is called when it comes while a run waits. */
    public static RunReason reason(Refusal refusal) {
        return refusal.match(new WhileWaiting());
    }

    private static final class WhileWaiting implements Refusal.Cases<RunReason> {
        @Override
        public RunReason notAMember(String organisation) {
            return new RunReason.AuthorLeft(organisation);
        }

        @Override
        public RunReason notEnrolled(String name) {
            return new RunReason.RecipeRemoved();
        }

        @Override
        public RunReason closed() {
            return new RunReason.PullRequestClosed();
        }

        @Override
        public RunReason headMoved() {
            return new RunReason.HeadMoved();
        }

        @Override
        public RunReason anotherHead(String named, Commit head) {
            return new RunReason.HeadMoved();
        }

        @Override
        public RunReason unknownCommand(String word, Optional<String> meant) {
            return new RunReason.CommandChanged();
        }

        @Override
        public RunReason nothingToCancel() {
            return new RunReason.CommandChanged();
        }

        @Override
        public RunReason tooMany(Refusal.Quota quota, int max) {
            return new RunReason.CommandChanged();
        }
    }
}
