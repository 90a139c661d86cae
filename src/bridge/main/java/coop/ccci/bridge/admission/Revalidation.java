package coop.ccci.bridge.admission;

import coop.ccci.bridge.camel.RetryLaterException;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.report.Texts;
import java.util.Optional;

/**
 * Whether a run that waited may still begin: all that was asked when it was admitted is asked again, because meanwhile
 * somebody may have pushed, left the organisation, closed the pull request or taken the comment back.
 */
public final class Revalidation {
    private final Ledger ledger;
    private final AdmissionPolicy policy;

    /** Asks that judge. */
    public Revalidation(Ledger ledger, AdmissionPolicy policy) {
        this.ledger = ledger;
        this.policy = policy;
    }

    /**
     * Why the run may not begin any more; empty when one of the comments that asked for it still holds.
     *
     * @throws RetryLaterException when it cannot be told now
     * @throws coop.ccci.bridge.forge.ForgeUnavailableException when the forge cannot be asked now
     */
    public Optional<String> objection(Run run) {
        Optional<String> first = Optional.empty();
        for (var trigger : ledger.triggers().askingFor(run.id())) {
            var objection = objection(run, policy.decide(trigger.comment()));
            if (objection.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> objection);
        }
        return first;
    }

    private static Optional<String> objection(Run run, Decision decision) {
        if (decision instanceof Decision.Wait wait) {
            throw new RetryLaterException(wait.why());
        }
        if (decision instanceof Decision.Refuse refuse) {
            return Optional.of(Texts.noLonger(refuse.refusal()));
        }
        if (decision instanceof Decision.Ignore ignore) {
            return Optional.of(Texts.noLonger(ignore.why()));
        }
        return decision instanceof Decision.Admit admit && admit.commit().equals(run.commit())
                ? Optional.empty()
                : Optional.of(Texts.noLonger("it asks for something else"));
    }
}
