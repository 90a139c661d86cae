package coop.ccci.harness.doctor.report;

import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.doctor.ProbeResult;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/** Shows findings to a person as they come: one line each, and for what does not hold what that means. */
public final class TextReport {
    private final PrintStream out;
    private final Ansi ansi;
    private String topic = "";

    /**
     * Makes ready.
     *
     * @param out takes UTF-8
     * @param ansi whether {@code out} knows colours
     */
    public TextReport(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** Shows one finding. */
    public void print(ProbeResult result) {
        if (!result.topic().equals(topic)) {
            out.println((topic.isEmpty() ? "" : System.lineSeparator()) + result.topic());
            topic = result.topic();
        }
        var assumption = result.assumption();
        var finding = result.finding();
        out.println("  " + mark(finding.state()) + " " + assumption.claim() + ": " + printable(finding.detail()));
        if (finding.state() == Finding.State.BROKEN) {
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

    /** Shows how many assumptions hold. */
    public void print(Examination examination) {
        out.println();
        out.println(examination.count(Finding.State.HOLDS) + " hold, " + examination.count(Finding.State.BROKEN)
                + " do not, " + examination.count(Finding.State.UNKNOWN) + " could not be looked at"
                + (examination.skipped() > 0
                        ? "; " + examination.skipped() + " more with --deep, which deploys a tiny app and removes it"
                        : ""));
        out.flush();
    }

    private String mark(Finding.State state) {
        return ansi.string(
                switch (state) {
                    case HOLDS -> "@|green ✓|@";
                    case BROKEN -> "@|red ✗|@";
                    case UNKNOWN -> "@|yellow ?|@";
                });
    }

    /** Makes one printable line of what programs said, which may hold anything. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
