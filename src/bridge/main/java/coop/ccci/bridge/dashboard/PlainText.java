package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Invisible;
import coop.ccci.contract.TerminalEscapes;
import java.util.regex.Pattern;

/**
 * Makes foreign text plain: without terminal escapes (colours, titles, links), control characters and the invisible
 * characters that turn the direction of writing. Lines stay, tabs stay.
 */
final class PlainText {
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?");

    private PlainText() {}

    static String of(String text) {
        var lines = LINE_ENDS.matcher(TerminalEscapes.removedFrom(text)).replaceAll("\n");
        return Invisible.removedFrom(lines);
    }

    /** Returns {@link #of}, on one line and bounded, with commits by their first digits. */
    static String line(String text, int most) {
        var plain = ReasonTexts.withShortCommits(of(text))
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip();
        return Excerpt.fit(plain, most);
    }
}
