package coop.ccci.contract;

/** The beginning of a foreign text, fit to stand in a sentence. */
public final class Excerpt {
    private static final int MAX_LENGTH = 80;
    private static final String MORE = "…";

    private Excerpt() {}

    /** Returns at most 80 characters of a text, without control characters; nothing of no text. */
    static String of(String text) {
        return text == null ? "" : cut(text, MAX_LENGTH).replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /**
     * Returns a text, or its beginning with an ellipsis behind it; no character of it is cut in two.
     *
     * @param most as many {@code char}s of the text as are left at most
     */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + MORE;
    }

    /**
     * Returns a text, or its beginning with an ellipsis behind it, for a place of a certain width; no character of it is
     * cut in two.
     *
     * @param most how many {@code char}s the result has at most, the ellipsis too; from 1
     */
    public static String fit(String text, int most) {
        return text.length() <= most ? text : cut(text, most - MORE.length());
    }
}
