package coop.ccci.bridge.operator;

import coop.ccci.bridge.operator.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.BridgeStatus.PartHealth;
import coop.ccci.bridge.report.TimeFormat;
import java.util.TreeMap;

/** A status as people read it. */
final class StatusText {
    private static final int COMMIT_LENGTH = 8;

    private final BridgeStatus status;
    private final StringBuilder text = new StringBuilder();

    StatusText(BridgeStatus status) {
        this.status = status;
    }

    String text() {
        line(status.isWell() ? "all is well" : "a part does not work; see below");
        status.pausedSince()
                .ifPresent(since -> line(
                        "paused " + TimeFormat.ago(since, status.at()) + ": no run starts until ./cc-ci admin resume"));
        line("");
        line("running  " + status.running().size() + " of " + status.capacity());
        status.running()
                .forEach(run -> line("  " + describe(run, "launched")
                        + run.stage().map(stage -> ", at " + stage).orElse("")));
        line("waiting  " + status.waiting().size());
        for (var place = 0; place < status.waiting().size(); place++) {
            line("  " + (place + 1) + ". " + describe(status.waiting().get(place), "queued"));
        }
        line("");
        line("health");
        status.health().forEach(this::health);
        return text.toString();
    }

    private String describe(ActiveRun run, String verb) {
        var commit =
                run.commit().substring(0, Math.min(COMMIT_LENGTH, run.commit().length()));
        return "run " + run.run() + "  " + run.repository()
                + (run.pullRequest() > 0 ? "#" + run.pullRequest() : "") + " at " + commit + ", asked for by "
                + run.author() + ", " + verb + " " + TimeFormat.ago(run.since(), status.at())
                + (run.isStopping() ? ", being ended" : "");
    }

    private void health(PartHealth part) {
        line("  " + (part.isUp() ? "ok    " : "DOWN  ") + part.part());
        part.message().ifPresent(message -> line("        " + message));
        new TreeMap<>(part.details()).forEach((name, value) -> line("        " + name + ": " + value));
    }

    /** What others wrote may hold what a terminal obeys. */
    private void line(String content) {
        text.append(content.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " "))
                .append('\n');
    }
}
