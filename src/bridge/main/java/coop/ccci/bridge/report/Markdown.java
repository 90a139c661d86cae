package coop.ccci.bridge.report;

import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Invisible;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Makes foreign text inert in Markdown. It is only ever put into code, in a line or in a block, where nothing is a
 * mention, an image, a link or a tag, behind a run of backticks longer than any in the text.
 */
final class Markdown {
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private static final Pattern ESCAPE_SEQUENCE =
            Pattern.compile("\\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001B]*)");

    private Markdown() {}

    /** Returns foreign text as code in a line; white space becomes single blanks, commits their first digits. */
    static String code(String foreign, int most) {
        var text = Excerpt.fit(
                ReasonTexts.withShortCommits(
                        visible(foreign.replaceAll("\\s+", " ")).strip()),
                most);
        if (text.isEmpty()) {
            return "";
        }
        var fence = "`".repeat(longestRun(text) + 1);
        var pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + text + pad + fence;
    }

    /** Returns foreign text as code in a cell of a table, where a bar would begin the next one. */
    static String cell(String foreign, int most) {
        return code(foreign.replace("|", "¦"), most);
    }

    /** Returns a block of lines as they are. */
    static String block(String foreign) {
        var text = foreign.lines().map(Markdown::visible).reduce("", (above, line) -> above + line + "\n");
        var fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        return fence + "text\n" + text + fence;
    }

    /** Returns an image of our own that stands below a page and leads to it. No part of it is foreign. */
    static String image(String says, URI page, String name) {
        return "\n[![" + says + "](" + page + "/" + name + ")](" + page + ")\n";
    }

    /** Returns a table of three columns, the last one of numbers, with rows of {@link #row}. */
    static String table(String first, String second, String third, String rows) {
        return "\n" + row(first, second, third) + "|---|---|---:|\n" + rows;
    }

    /** Returns a row of a table; its cells are Markdown. */
    static String row(String first, String second, String third) {
        return "| " + first + " | " + second + " | " + third + " |\n";
    }

    /** Returns the text without what is not seen; a tab stays what it looks like. */
    static String visible(String foreign) {
        var text = ESCAPE_SEQUENCE.matcher(foreign.replace("\t", "    ")).replaceAll("");
        return Invisible.removedFrom(text).replace("\n", "");
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
    }
}
