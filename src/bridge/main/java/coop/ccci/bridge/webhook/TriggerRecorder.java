package coop.ccci.bridge.webhook;

import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Trigger;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a delivery told. */
public final class TriggerRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerRecorder.class);

    private final Ledger ledger;

    /** Writes into the ledger. */
    public TriggerRecorder(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes the comment down, once ever; it is committed when this returns.
     *
     * @return the answer, the same for a comment that is there already; empty when there is nothing to write
     */
    public String write(Optional<Comment> hint) {
        return hint.map(comment -> {
                    var fresh = ledger.recordTrigger(comment, Trigger.Source.WEBHOOK);
                    LOG.info("webhook comment=\"{}\" new={}", comment, fresh);
                    return "written down: " + comment;
                })
                .orElse("");
    }
}
