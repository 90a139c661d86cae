package coop.ccci.harness.compose;

import coop.ccci.contract.Excerpt;

/**
 * A label that asks for more than an app's own.
 *
 * @param key the label's key as it is written
 * @param why one clause for people: what was seen, and what is allowed
 */
public record LabelViolation(String key, String why) {
    private static final int MAX_SHOWN = 300;

    /** Makes both fit to be shown. */
    public LabelViolation {
        key = shown(key);
        why = shown(why);
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return Excerpt.cut(clean, MAX_SHOWN);
    }

    @Override
    public String toString() {
        return key + ": " + why;
    }
}
