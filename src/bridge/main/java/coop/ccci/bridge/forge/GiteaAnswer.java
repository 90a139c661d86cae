package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Gitea answered, whatever it was short of "not now".
 *
 * @param status the HTTP status, 200 to 499
 * @param body the JSON; a missing node when there was none
 * @param total how many items a list has over all pages, where Gitea tells
 * @param time Gitea's own clock, to the second, where it tells
 */
record GiteaAnswer(int status, JsonNode body, OptionalInt total, Optional<Instant> time) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
