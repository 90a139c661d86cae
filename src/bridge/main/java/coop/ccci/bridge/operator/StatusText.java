package coop.ccci.bridge.operator;

import coop.ccci.bridge.operator.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.BridgeStatus.PartHealth;
import coop.ccci.bridge.report.TimeFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A status as people read it. */
final class StatusText {
    private static final int COMMIT_LENGTH = 8;

    /** More than that nobody reads on a terminal. */
    private static final int MAX_RUNS = 20;

    private final BridgeStatus status;
    private final StringBuilder text = new StringBuilder();

    StatusText(BridgeStatus status) {
        this.status = status;
    }

    String text() {
        line(status.isWell() ? "all is well" : "not working: " + broken() + "; what to do stands below");
        status.pausedSince()
                .ifPresent(since -> line(
                        "paused " + TimeFormat.ago(since, status.at()) + ": no run starts until ./cc-ci admin resume"));
        line("");
        line("running  " + status.running().size() + " of " + status.capacity());
        list(
                status.running(),
                (place, run) -> "  " + describe(run, "launched")
                        + run.stage().map(stage -> ", at " + stage).orElse(""));
        line("waiting  " + status.waiting().size());
        list(status.waiting(), (place, run) -> "  " + place + ". " + describe(run, "queued"));
        line("");
        line("health");
        status.health().forEach(this::health);
        return text.toString();
    }

    private String broken() {
        return status.health().stream()
                .filter(part -> !part.isUp())
                .map(PartHealth::part)
                .collect(Collectors.joining(", "));
    }

    private void list(List<ActiveRun> runs, BiFunction<Integer, ActiveRun, String> describe) {
        for (var place = 1; place <= Math.min(runs.size(), MAX_RUNS); place++) {
            line(describe.apply(place, runs.get(place - 1)));
        }
        if (runs.size() > MAX_RUNS) {
            line("  and " + (runs.size() - MAX_RUNS) + " more; ./cc-ci status --json has them all");
        }
    }

    private String describe(ActiveRun run, String verb) {
        var commit =
                run.commit().substring(0, Math.min(COMMIT_LENGTH, run.commit().length()));
        return "run " + run.run() + "  " + run.repository()
                + (run.pullRequest() > 0 ? "#" + run.pullRequest() : "") + " at " + commit
                + (run.author().isEmpty() ? "" : ", asked for by " + run.author()) + ", " + verb + " "
                + TimeFormat.ago(run.since(), status.at())
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
