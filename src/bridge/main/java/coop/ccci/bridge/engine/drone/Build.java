package coop.ccci.bridge.engine.drone;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.door.JsonReply;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * A build as Drone tells of it.
 *
 * @param number its number in the repository
 * @param status where it stands
 * @param error what Drone says was wrong with its pipeline; control characters are gone
 * @param parameters what it was created with; Drone keeps none of a build in {@link BuildStatus#ERROR}
 * @param created when it was created, by Drone's clock, to the second
 * @param lasted from its start to its end; zero before its end
 * @param endedAgo since its end, by Drone's clock; zero before its end, and where Drone does not tell its time
 * @param exitCode of the first step that did not end with 0
 */
record Build(
        long number,
        BuildStatus status,
        Optional<String> error,
        Map<String, String> parameters,
        Instant created,
        Duration lasted,
        Duration endedAgo,
        OptionalInt exitCode) {
    private static final int MAX_TEXT_LENGTH = 300;

    static Build of(JsonNode json, JsonReply answer) {
        var parameters = new LinkedHashMap<String, String>();
        json.path("params")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        var started = Instant.ofEpochSecond(json.path("started").asLong());
        var finished = json.path("finished").asLong();
        var end = Instant.ofEpochSecond(finished);
        return new Build(
                json.path("number").asLong(),
                BuildStatus.of(json.path("status").asText()),
                Optional.of(cleanText(json.path("error").asText(""))).filter(text -> !text.isBlank()),
                Map.copyOf(parameters),
                Instant.ofEpochSecond(json.path("created").asLong()),
                finished == 0 ? Duration.ZERO : Duration.between(started, end),
                finished == 0
                        ? Duration.ZERO
                        : answer.time().map(now -> Duration.between(end, now)).orElse(Duration.ZERO),
                exitCode(json));
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
}
