package coop.ccci.contract;

import java.util.regex.Pattern;

/** What moves, colours or renames a terminal that shows a foreign text (ECMA-48, in its forms of seven and of eight bits). */
public final class TerminalEscapes {
    private static final Pattern SEQUENCES = Pattern.compile(
            // operating system commands (titles, links), device control strings, and their relatives
            "(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)?"
                    // control sequences (colours, movements)
                    + "|(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]?"
                    // everything else that begins with an escape
                    + "|\\u001b[ -/]*[0-~]?");

    private TerminalEscapes() {}

    /** Returns a text without them; one that has no end goes up to the end of its line. */
    public static String removedFrom(String text) {
        return SEQUENCES.matcher(text).replaceAll("");
    }
}
