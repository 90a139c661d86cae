package coop.ccci.bridge.ledger;

import java.util.Locale;

/** Where a run stands. */
public enum RunState {
    /** Waiting for the engine. */
    QUEUED,

    /** Handed to the engine. */
    RUNNING,

    /** Over, with a verdict. */
    FINISHED;

    /** The word in the ledger, in addresses and in texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
