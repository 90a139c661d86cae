package coop.ccci.harness.compose;

import coop.ccci.contract.Excerpt;

/**
 * A label that asks for more than an app's own.
 *
 * @param key the label's key as it is written
 * @param about what asks for more, as people call it: the label, or what all labels of a name are of
 * @param why one clause for people: what was seen, and what is allowed
 */
public record LabelViolation(String key, String about, String why) {
    private static final int MAX_SHOWN = 300;

    /** Makes all of it fit to be shown. */
    public LabelViolation {
        key = shown(key);
        about = shown(about);
        why = shown(why);
    }

    /** A label that itself asks for more. */
    public LabelViolation(String key, String why) {
        this(key, "the label " + key, why);
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return Excerpt.cut(clean, MAX_SHOWN);
    }

    @Override
    public String toString() {
        return about + ": " + why;
    }
}
