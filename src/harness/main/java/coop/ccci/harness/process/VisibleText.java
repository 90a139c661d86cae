package coop.ccci.harness.process;

import coop.ccci.contract.Invisible;
import coop.ccci.contract.TerminalEscapes;
import java.util.regex.Pattern;

/**
 * Foreign text as it may be shown at a terminal and stand in a log: without terminal escapes (colours, movements, titles,
 * links), control characters, and what is not seen or turns the direction of writing. Tabs stay.
 */
public final class VisibleText {
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|[\\n\\r\\u000b\\u000c\\u0085\\u2028\\u2029]");

    private VisibleText() {}

    /** Returns the text with its line breaks, each as one line feed. */
    public static String of(String text) {
        var lines = LINE_BREAK.matcher(TerminalEscapes.removedFrom(text)).replaceAll("\n");
        return Invisible.removedFrom(lines);
    }

    /** Returns the text on one line: whoever reads it sees where it begins and ends. */
    public static String line(String text) {
        return of(text).replace('\n', ' ');
    }
}
