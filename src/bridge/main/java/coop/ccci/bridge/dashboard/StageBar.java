package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.report.TimeFormat;
import coop.ccci.contract.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage of a run on its time line.
 *
 * @param name as in the events, for example {@code converge}
 * @param title what it is, in words
 * @param tone {@code good}, {@code bad}, {@code skip}, {@code busy}, or {@code cut} for one that never ended
 * @param label the tone in a word
 * @param took how long, as people say it; empty when it never ended
 * @param begin where it begins on the line, 0 to 100
 * @param width how much of the line it takes, 0 to 100
 * @param notes what was worth telling, one line each
 */
public record StageBar(
        String name,
        String title,
        String tone,
        String label,
        String took,
        double begin,
        double width,
        List<String> notes) {
    private static final int MAX_NOTE_LENGTH = 300;
    private static final int MAX_NOTES = 20;
    private static final int MAX_STAGES = 60;
    private static final double MIN_WIDTH = 0.8;
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("recipe-files", "Read the recipe's tests"),
            Map.entry("compile", "Compile the recipe's tests"),
            Map.entry("fetch", "Fetch the commit"),
            Map.entry("janitor", "Clean up after older runs"),
            Map.entry("prepare", "Prepare the app"),
            Map.entry("prepull", "Pull the images"),
            Map.entry("scan", "Look for secrets"),
            Map.entry("deploy", "Deploy"),
            Map.entry("converge", "Wait for the swarm"),
            Map.entry("serve", "Wait for an answer"),
            Map.entry("install", "Test: install"),
            Map.entry("upgrade", "Test: upgrade"),
            Map.entry("backup", "Test: backup"),
            Map.entry("restore", "Test: restore"),
            Map.entry("functional", "Test: functional"),
            Map.entry("lint", "Lint"),
            Map.entry("screenshot", "Take a picture"),
            Map.entry("teardown", "Tear everything down"));

    /** Returns the stages that events tell of, in the order in which they began. */
    static List<StageBar> of(List<RunEvent> events, Run.State state, Instant now) {
        var spans = new LinkedHashMap<String, Span>();
        for (var event : events) {
            if (!event.stage().equals(RunEvent.RUN)
                    && (spans.containsKey(event.stage()) || spans.size() < MAX_STAGES)) {
                spans.computeIfAbsent(event.stage(), stage -> new Span(event.at()))
                        .add(event);
            }
        }
        if (spans.isEmpty()) {
            return List.of();
        }
        var over = state == Run.State.FINISHED;
        var first = events.get(0).at();
        var last = over ? events.get(events.size() - 1).at() : now;
        var whole = Math.max(1, Duration.between(first, last).toMillis());
        var stages = new ArrayList<StageBar>();
        spans.forEach((name, span) -> stages.add(span.drawn(name, first, last, whole, over)));
        return List.copyOf(stages);
    }

    /** What the events of one stage add up to. */
    private static final class Span {
        private final Instant began;
        private final List<String> notes = new ArrayList<>();
        private Optional<RunEvent> end = Optional.empty();

        private Span(Instant began) {
            this.began = began;
        }

        private void add(RunEvent event) {
            event.message()
                    .filter(ignored -> notes.size() < MAX_NOTES)
                    .ifPresent(message -> notes.add(PlainText.line(message, MAX_NOTE_LENGTH)));
            if (event.kind() == RunEvent.Kind.FINISHED) {
                end = Optional.of(event);
            }
        }

        private StageBar drawn(String name, Instant first, Instant last, long whole, boolean over) {
            var until = end.map(RunEvent::at).orElse(last);
            var length = end.flatMap(RunEvent::duration).orElse(Duration.between(began, until));
            var begin = percent(Duration.between(first, began), whole);
            var width = Math.min(Math.max(percent(length, whole), MIN_WIDTH), 100);
            var tone = end.map(event -> tone(event.status().orElse(""))).orElse(over ? "cut" : "busy");
            var label = end.flatMap(RunEvent::status)
                    .map(status -> PlainText.line(status, 20))
                    .orElse(over ? "not ended" : "running");
            return new StageBar(
                    PlainText.line(name, 60),
                    TITLES.getOrDefault(name, PlainText.line(name, 60)),
                    tone,
                    label,
                    end.isPresent() || !over ? TimeFormat.length(length) : "",
                    Math.min(begin, 100 - width),
                    width,
                    List.copyOf(notes));
        }

        private static String tone(String status) {
            return switch (status) {
                case "pass" -> "good";
                case "fail" -> "bad";
                default -> "skip";
            };
        }

        private static double percent(Duration part, long whole) {
            var share = Math.min(Math.max(100.0 * part.toMillis() / whole, 0), 100);
            return Math.round(share * 100) / 100.0;
        }
    }
}
