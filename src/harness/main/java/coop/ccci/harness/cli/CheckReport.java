package coop.ccci.harness.cli;

import coop.ccci.harness.check.CheckFinding;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Shows a person what a check has found: a line for each finding, and one at the end. */
final class CheckReport {
    private final PrintStream out;
    private final Ansi ansi;
    private int remarks;

    CheckReport(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(String about, List<CheckFinding> findings) {
        out.println(about);
        for (var finding : findings) {
            remarks += finding.kind() == CheckFinding.Kind.REMARK ? 1 : 0;
            out.println("  " + mark(finding.kind()) + " " + oneLine(finding.what()));
        }
        out.println();
    }

    void end(boolean wrong) {
        var told = remarks == 0 ? "" : remarks == 1 ? "; 1 remark" : "; " + remarks + " remarks";
        out.println((wrong ? "a run would end with what is marked ✗" : "a run would begin") + told);
    }

    private String mark(CheckFinding.Kind kind) {
        return ansi.string(
                switch (kind) {
                    case GOOD -> "@|green ✓|@";
                    case REMARK -> "@|yellow !|@";
                    case WRONG -> "@|red ✗|@";
                });
    }

    /** What a file says may hold anything. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
