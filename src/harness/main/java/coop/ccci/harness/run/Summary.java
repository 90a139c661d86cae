package coop.ccci.harness.run;

import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the last lines that a run prints at the terminal. */
final class Summary {
    private static final int MAX_DETAILS = 20;

    private Summary() {}

    static List<String> of(Results results, RunDirectory directory) {
        var lines = new ArrayList<String>();
        results.failure().ifPresent(failure -> {
            lines.add("");
            lines.add(failure.stage() + ": " + failure.message());
            failure.details().stream()
                    .limit(MAX_DETAILS)
                    .map(detail -> "  " + detail)
                    .forEach(lines::add);
            if (failure.details().size() > MAX_DETAILS) {
                lines.add("  … " + (failure.details().size() - MAX_DETAILS) + " more lines in the log");
            }
        });
        var timings = results.timings();
        lines.add("");
        lines.add("verdict  " + results.verdict().code() + ", level " + results.level()
                + results.commit()
                        .map(commit -> ", " + results.recipe() + " at " + commit.abbreviated())
                        .orElse(""));
        lines.add("time     " + seconds(timings.total()) + " s: abra " + seconds(timings.abra()) + ", swarm "
                + seconds(timings.swarm()) + ", app " + seconds(timings.app()) + ", overhead "
                + seconds(timings.overhead()));
        lines.add("log      " + directory.log());
        if (Files.exists(directory.report())) {
            lines.add("report   " + directory.report());
        }
        results.screenshot().ifPresent(name -> lines.add("picture  " + directory.screenshot()));
        return lines;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
