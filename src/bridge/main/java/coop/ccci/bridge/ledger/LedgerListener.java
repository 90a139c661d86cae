package coop.ccci.bridge.ledger;

import coop.ccci.bridge.reason.TriggerReason;
import java.util.Optional;

/** Is told, once it is committed, what this bridge has written; for counts, never for work. */
public interface LedgerListener {
    /** A trigger has its outcome, and why where there is a reason to give. */
    void decided(Trigger.State state, Optional<TriggerReason> reason);

    /** A run is over. */
    void finished(Run.End end);
}
