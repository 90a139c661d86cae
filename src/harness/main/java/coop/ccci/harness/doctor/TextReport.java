package coop.ccci.harness.doctor;

import java.io.PrintStream;

/** Shows findings to a person as they come: one line each, and for what does not hold what that means. */
public final class TextReport {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;
    private String topic = "";

    /**
     * Makes ready.
     *
     * @param out takes UTF-8
     * @param colours whether {@code out} is a terminal that knows colours
     */
    public TextReport(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Shows one. */
    public void print(ProbeResult examined) {
        if (!examined.topic().equals(topic)) {
            out.println((topic.isEmpty() ? "" : System.lineSeparator()) + examined.topic());
            topic = examined.topic();
        }
        var assumption = examined.assumption();
        var finding = examined.finding();
        out.println("  " + mark(finding) + " " + assumption.says() + ": " + printable(finding.detail()));
        if (finding instanceof Finding.Broken) {
            out.println("      means:  " + assumption.means());
            out.println("      do:     " + assumption.remedy());
            out.println("      known:  " + assumption.id() + ", "
                    + assumption.sure().description()
                    + assumption
                            .client()
                            .map(method -> "; " + method + " relies on it")
                            .orElse(""));
        }
        out.flush();
    }

    /** Shows what it comes to. */
    public void print(Diagnosis diagnosis) {
        out.println();
        out.println(diagnosis.holding() + " hold, " + diagnosis.broken() + " do not, " + diagnosis.unknown()
                + " could not be looked at"
                + (diagnosis.left() > 0
                        ? "; " + diagnosis.left() + " more with --deep, which deploys a tiny app and removes it"
                        : ""));
        out.flush();
    }

    private String mark(Finding finding) {
        if (finding instanceof Finding.Holds) {
            return coloured(GREEN, "✓");
        }
        return finding instanceof Finding.Broken ? coloured(RED, "✗") : coloured(YELLOW, "?");
    }

    private String coloured(String colour, String mark) {
        return colours ? colour + mark + PLAIN : mark;
    }

    /** What programs said may hold anything. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
