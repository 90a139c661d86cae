package coop.ccci.bridge.engine.drone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * The repository with the pipelines, as far as Drone knows it.
 *
 * @param isActive whether Drone builds it
 * @param timeout after which Drone ends a build
 */
record CiRepository(boolean isActive, Duration timeout) {
    static CiRepository of(JsonNode json) {
        return new CiRepository(
                json.path("active").asBoolean(),
                Duration.ofMinutes(json.path("timeout").asLong()));
    }
}
