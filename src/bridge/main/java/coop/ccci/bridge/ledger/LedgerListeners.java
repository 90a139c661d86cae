package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Ledger.LedgerListener;
import coop.ccci.bridge.reason.TriggerReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Who is told, once it is committed, what this bridge has decided and ended; for counts, never for work. */
final class LedgerListeners {
    private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();

    void add(LedgerListener listener) {
        listeners.add(listener);
    }

    void decided(Trigger.State state, Optional<TriggerReason> reason) {
        afterCommit(() -> listeners.forEach(listener -> listener.decided(state, reason)));
    }

    void finished(Run.End end) {
        afterCommit(() -> listeners.forEach(listener -> listener.finished(end)));
    }

    private static void afterCommit(Runnable tell) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            tell.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell.run();
            }
        });
    }
}
