package coop.ccci.bridge.ledger;

import java.util.Locale;

/** What has become of a trigger. */
public enum TriggerState {
    /** Written down, not yet looked at. */
    SEEN,

    /** A run was made of it. */
    ADMITTED,

    /** It asked for something else than a run, and got it. */
    ANSWERED,

    /** No run; its author is told why. */
    REFUSED,

    /** No run, and nobody expects an answer. */
    IGNORED;

    /** The word in the ledger and in texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TriggerState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
