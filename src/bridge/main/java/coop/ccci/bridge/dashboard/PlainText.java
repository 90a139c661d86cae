package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Invisible;
import java.util.regex.Pattern;

/**
 * Makes foreign text plain: without terminal escapes (colours, titles, links), control characters and the invisible
 * characters that turn the direction of writing. Lines stay, tabs stay.
 */
final class PlainText {
    private static final Pattern TERMINAL = Pattern.compile(
            // operating system commands (titles, links), device control strings, and their relatives
            "(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)?"
                    // control sequences (colours, movements)
                    + "|(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]?"
                    // everything else that begins with an escape
                    + "|\\u001b[ -/]*[0-~]?");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?");

    private PlainText() {}

    static String of(String text) {
        var lines = LINE_ENDS.matcher(TERMINAL.matcher(text).replaceAll("")).replaceAll("\n");
        return Invisible.removedFrom(lines);
    }

    /** Returns {@link #of}, on one line and bounded, with commits by their first digits. */
    static String line(String text, int most) {
        var plain = ReasonTexts.withShortCommits(of(text))
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip();
        return plain.length() <= most ? plain : plain.substring(0, most - 1) + "…";
    }
}
