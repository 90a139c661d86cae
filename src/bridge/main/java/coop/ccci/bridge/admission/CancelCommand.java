package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.contract.Verdict;
import java.util.Optional;
import java.util.Set;

/** {@code !testme cancel}: the end of the pull request's runs. */
record CancelCommand() implements Command {
    static final Spec SPEC = Spec.ofWord(
            new Commands.Usage(
                    "cancel",
                    Commands.Usage.MEMBERS,
                    "cancels the waiting and running tests of this pull request",
                    Optional.empty(),
                    Set.of("cancel", "stop", "abort")),
            new CancelCommand());

    @Override
    public Decision decide(AdmissionRequest request, AdmissionSettings settings) {
        var reason = new RunReason.CancelledBy(request.author().login());
        return new Decision.Act(request.author(), "cancel", (ledger, comment) -> cancel(ledger, comment, reason));
    }

    private static Optional<TriggerReason> cancel(Ledger ledger, Comment comment, RunReason reason) {
        var active = ledger.runs().active().stream()
                .filter(run -> run.isOn(comment.repository(), comment.pullRequest()))
                .toList();
        active.forEach(run -> ledger.queue().requestStop(run, Verdict.CANCELLED, reason));
        return active.isEmpty()
                ? Optional.of(new TriggerReason.Refused(new Refusal.NothingToCancel()))
                : Optional.empty();
    }
}
