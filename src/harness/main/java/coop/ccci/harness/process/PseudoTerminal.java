package coop.ccci.harness.process;

import coop.ccci.host.ShellQuote;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a program at a terminal of its own, for programs that refuse to work without one. It is made by {@code script}
 * of util-linux, which gives the program's exit code on; what the program writes to either stream comes as one output.
 */
public final class PseudoTerminal {
    /** Wide enough for every table that is read. */
    public static final int COLUMNS = 250;

    /** Titles and links, colours and movements, what a closed input echoes, and all other control characters. */
    private static final Pattern NOT_SEEN = Pattern.compile("\\x1B\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)"
            + "|\\x1B[\\[(][0-9;?]*[ -/]*[@-~]"
            + "|\\^D\\x08{1,2}"
            + "|[\\p{Cntrl}&&[^\\n\\t]]");

    private PseudoTerminal() {}

    /**
     * Returns the argument vector that runs a program at a terminal. {@code script} hands its command to a shell, so every
     * argument is quoted: none is seen by it as anything but itself.
     */
    public static List<String> around(List<String> arguments) {
        return List.of("script", "-qec", "stty cols " + COLUMNS + "; exec " + ShellQuote.of(arguments), "/dev/null");
    }

    /** Returns the text as a person would see it: without colours, cursor movements, carriage returns and end-of-file marks. */
    public static String plain(String output) {
        return NOT_SEEN.matcher(output).replaceAll("");
    }
}
