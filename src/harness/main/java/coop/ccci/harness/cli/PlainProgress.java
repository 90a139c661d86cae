package coop.ccci.harness.cli;

import coop.ccci.harness.result.Progress;
import coop.ccci.host.HumanTime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints one line for each stage that ended: for files, pipes and terminals that cannot do more. */
final class PlainProgress implements Progress {
    /** The longest name of a stage that every run may have, {@code upgraded-last-look}, fits. */
    private static final int NAME_WIDTH = 18;

    private final PrintStream out;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    static String line(String stage, String status, Duration duration, String message) {
        return String.format(
                        Locale.ROOT, "%-4s  %s  %8s  %s", status, name(stage), HumanTime.seconds(duration), message)
                .stripTrailing();
    }

    /** Returns the name of a stage, as wide as each is shown; of a longer one its end, which tells what is done. */
    static String name(String stage) {
        var shown = stage.length() <= NAME_WIDTH ? stage : "…" + stage.substring(stage.length() - NAME_WIDTH + 1);
        return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", shown);
    }

    @Override
    public void started(String stage) {
        // told when it has ended
    }

    @Override
    public synchronized void note(String message) {
        out.println("      " + message);
    }

    @Override
    public synchronized void finished(String stage, String status, Duration duration, String message) {
        out.println(line(stage, status, duration, message));
    }

    @Override
    public synchronized void print(String line) {
        out.println(line);
    }

    @Override
    public void close() {
        out.flush();
    }
}
