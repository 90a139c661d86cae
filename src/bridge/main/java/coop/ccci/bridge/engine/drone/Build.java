package coop.ccci.bridge.engine.drone;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * A build as Drone's API has it.
 *
 * @param number its number in the repository
 * @param status where it stands
 * @param error what Drone says was wrong with its pipeline; control characters are gone
 * @param parameters what it was created with; Drone keeps none of a build in {@link Status#ERROR}
 * @param created when it was created, by Drone's clock, to the second
 * @param lasted from its start to its end; zero before its end
 * @param endedAgo since its end, by Drone's clock; zero before its end, and where Drone does not tell its time
 * @param exitCode of the first step that did not end with 0
 */
record Build(
        long number,
        Status status,
        Optional<String> error,
        Map<String, String> parameters,
        Instant created,
        Duration lasted,
        Duration endedAgo,
        OptionalInt exitCode) {
    private static final int MAX_TEXT_LENGTH = 300;

    /** The end of the year 9999, in seconds. */
    private static final long MAX_TIME = 253_402_300_799L;

    static Build of(JsonNode json, RestResponse answer) {
        var parameters = new LinkedHashMap<String, String>();
        json.path("params")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        var started = time(json.path("started"));
        var end = time(json.path("finished"));
        var isOver = !end.equals(Instant.EPOCH);
        return new Build(
                json.path("number").asLong(),
                Status.of(json.path("status").asText()),
                Optional.of(cleanText(json.path("error").asText(""))).filter(text -> !text.isBlank()),
                Map.copyOf(parameters),
                time(json.path("created")),
                isOver ? Duration.between(started, end) : Duration.ZERO,
                isOver ? answer.time().map(now -> Duration.between(end, now)).orElse(Duration.ZERO) : Duration.ZERO,
                exitCode(json));
    }

    /** The epoch where there is none, and where it is none that a clock shows. */
    private static Instant time(JsonNode seconds) {
        var time = seconds.asLong();
        return time < 0 || time > MAX_TIME ? Instant.EPOCH : Instant.ofEpochSecond(time);
    }

    private static OptionalInt exitCode(JsonNode json) {
        return StreamSupport.stream(json.path("stages").spliterator(), false)
                .flatMap(stage -> StreamSupport.stream(stage.path("steps").spliterator(), false))
                .mapToInt(step -> step.path("exit_code").asInt())
                .filter(code -> code != 0)
                .findFirst();
    }

    private static String cleanText(String text) {
        return text.substring(0, Math.min(MAX_TEXT_LENGTH, text.length())).replaceAll("\\p{Cntrl}", " ");
    }

    /** The state of a build, by Drone's words. */
    enum Status {
        /** Waits for a person to allow it. */
        BLOCKED,

        /** A person did not allow it. */
        DECLINED,

        /** Waits for others. */
        WAITING_ON_DEPENDENCIES,

        /** Waits for a runner. */
        PENDING,

        /** A runner has it. */
        RUNNING,

        /** Nothing was to be done. */
        SKIPPED,

        /** All its steps ended with 0. */
        SUCCESS,

        /** A step did not. */
        FAILURE,

        /** Somebody cancelled it, or its time was over. */
        KILLED,

        /** Drone could make nothing of its pipeline, or its runner could not. */
        ERROR;

        /** Returns the status of that word; a word that Drone may get one day is a build that still waits. */
        private static Status of(String word) {
            return Arrays.stream(values())
                    .filter(status -> status.code().equals(word))
                    .findFirst()
                    .orElse(PENDING);
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isOver() {
            return switch (this) {
                case DECLINED, SKIPPED, SUCCESS, FAILURE, KILLED, ERROR -> true;
                case BLOCKED, WAITING_ON_DEPENDENCIES, PENDING, RUNNING -> false;
            };
        }
    }
}
