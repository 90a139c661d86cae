package coop.ccci.bridge.ledger;

import java.util.Locale;

/** How much a run does. */
public enum Mode {
    /** Everything. */
    FULL,

    /** What is quick, so its verdict says less. */
    QUICK;

    /** The word in the ledger and, as {@code CCCI_MODE}, in the environment of a run. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a run of this mode answers what the other one asks. */
    public boolean covers(Mode other) {
        return this == FULL || this == other;
    }

    static Mode parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
