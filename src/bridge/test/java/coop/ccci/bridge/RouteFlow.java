package coop.ccci.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way through a route: what its steps answer, and which steps and endpoints the message then passes.
 *
 * @param route the route's id
 * @param when in a few words
 * @param answers what a step leaves as the body, or throws, by the step's id; other steps leave it as it is; what comes in is the one
 *     of {@code from}
 * @param properties what earlier routes have left with the message
 * @param passes ids of bean steps and addresses of endpoints, in order
 */
record RouteFlow(
        String route, String when, Map<String, Object> answers, Map<String, Object> properties, List<String> passes) {
    static RouteFlow of(String route, String when, String... passes) {
        return new RouteFlow(route, when, Map.of(), Map.of(), List.of(passes));
    }

    /** The same flow, where a step leaves this as the body; {@link Nothing} empties it, an exception is thrown. */
    RouteFlow with(String step, Object answer) {
        var more = new LinkedHashMap<>(answers);
        more.put(step, answer);
        return new RouteFlow(route, when, more, properties, passes);
    }

    /** The same flow of a message that comes with this property. */
    RouteFlow given(String property, Object value) {
        var more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new RouteFlow(route, when, answers, more, passes);
    }

    @Override
    public String toString() {
        return route + ": " + when;
    }

    /** What a step leaves when there is nothing to be done. */
    enum Nothing {
        /** An empty body. */
        NOTHING
    }

    /**
     * Stands for whatever routes ask of a body.
     *
     * @param word what was decided
     * @param yes what is so
     */
    public record Told(String word, boolean yes) {
        /** Of a decided trigger. */
        public String kind() {
            return word;
        }

        /** Of a run. */
        public String next() {
            return word;
        }

        /** Of a queued run. */
        public String ending() {
            return word;
        }

        /** Of a comment. */
        public boolean isCommand() {
            return yes;
        }

        /** Of an observation. */
        public boolean isAbsent() {
            return yes;
        }

        /** Of an engine's answer. */
        public boolean hasBegun() {
            return word.equals("begun");
        }

        /** Of a run's events. */
        public boolean hasNews() {
            return yes;
        }

        /** Of a comment to be shown. */
        public boolean isShown() {
            return yes && word.equals("shown");
        }

        /** Of a comment that is left alone. */
        public boolean isMissed() {
            return yes && word.equals("missed");
        }

        /** Of a comment to be shown. */
        public boolean isTooSoon() {
            return yes && word.equals("too soon");
        }

        /** Of a comment to be sent. */
        public boolean isFound() {
            return word.equals("found");
        }

        /** Of a comment to be sent. */
        public boolean isSent() {
            return yes;
        }

        /** Of an answer. */
        public boolean isReactionNew() {
            return yes;
        }

        /** Of an answer. */
        public boolean isAnswerNew() {
            return yes;
        }

        /** Of an answer. */
        public boolean isStatusNew() {
            return yes;
        }
    }
}
