package coop.ccci.bridge.ledger;

import java.util.Locale;

/** By which way a comment came to the bridge. */
public enum TriggerSource {
    /** Asked for by the bridge. */
    POLL,

    /** Told by the forge. */
    WEBHOOK;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TriggerSource parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
