package coop.ccci.harness.report;

import coop.ccci.contract.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a run on its time line.
 *
 * @param name as in the events, for example {@code converge}
 * @param status {@code pass}, {@code fail}, {@code skip}, or {@code cut} for one that never ended
 * @param took how long; empty when it never ended
 * @param begin where it begins on the line, in percent
 * @param width how much of the line it takes, in percent
 * @param message what came of it; empty where that is not told
 * @param notes what was worth telling meanwhile
 */
public record TimelineStage(
        String name,
        String status,
        Optional<Duration> took,
        double begin,
        double width,
        String message,
        List<String> notes) {
    private static final int MAX_STAGES = 80;
    private static final int MAX_NOTES = 20;
    private static final double MIN_WIDTH = 0.6;

    /** Returns the stages that events tell of, in the order in which they began. */
    static List<TimelineStage> of(List<RunEvent> events) {
        var spans = new LinkedHashMap<String, List<RunEvent>>();
        for (var event : events) {
            if (!event.stage().equals(RunEvent.RUN)
                    && (spans.containsKey(event.stage()) || spans.size() < MAX_STAGES)) {
                spans.computeIfAbsent(event.stage(), stage -> new ArrayList<>()).add(event);
            }
        }
        if (spans.isEmpty()) {
            return List.of();
        }
        var first = events.get(0).at();
        var last = events.get(events.size() - 1).at();
        return spans.entrySet().stream()
                .map(span -> drawn(span.getKey(), span.getValue(), first, last))
                .toList();
    }

    private static TimelineStage drawn(String name, List<RunEvent> events, Instant first, Instant last) {
        var whole = Math.max(1, Duration.between(first, last).toMillis());
        var end = events.stream()
                .filter(event -> event.kind() == RunEvent.Kind.FINISHED)
                .findFirst();
        var began = events.get(0).at();
        var begin = percent(Duration.between(first, began).toMillis(), whole);
        var width = percent(
                Duration.between(began, end.map(RunEvent::at).orElse(last)).toMillis(), whole);
        return new TimelineStage(
                name,
                end.flatMap(RunEvent::status).orElse("cut"),
                end.flatMap(RunEvent::duration),
                Math.min(begin, 100 - MIN_WIDTH),
                Math.max(MIN_WIDTH, Math.min(width, 100 - begin)),
                end.flatMap(RunEvent::message).orElse(""),
                events.stream()
                        .filter(event -> event.kind() == RunEvent.Kind.NOTE)
                        .flatMap(event -> event.message().stream())
                        .limit(MAX_NOTES)
                        .toList());
    }

    private static double percent(long part, long whole) {
        return Math.round(Math.max(0, part) * 1000.0 / whole) / 10.0;
    }
}
