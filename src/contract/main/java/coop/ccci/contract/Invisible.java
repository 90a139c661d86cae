package coop.ccci.contract;

import java.util.regex.Pattern;

/**
 * Characters that nobody sees, and by which a text is something else than it looks: control characters, what joins, marks or
 * turns the direction of writing, fillers, selectors of variants, tags, separators of lines, halves of characters (Unicode's
 * {@code Default_Ignorable_Code_Point} and the categories Cc, Cf, Cs, Zl and Zp). One list for logs, the terminal, pages and
 * comments.
 */
public final class Invisible {
    private static final Pattern CHARACTERS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f"
                    + "\\u2065\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufffb\\x{e0000}-\\x{e0fff}&&[^\\n\\t]]");

    private Invisible() {}

    /** Returns a text without them; line feeds and tabs stay. */
    public static String removedFrom(String text) {
        return CHARACTERS.matcher(text).replaceAll("");
    }
}
