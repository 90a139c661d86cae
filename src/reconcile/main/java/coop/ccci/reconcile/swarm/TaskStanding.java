package coop.ccci.reconcile.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A task of a service, of those that the swarm keeps to be looked at.
 *
 * @param state Docker's word
 * @param since when it came into that state
 * @param error in Docker's words
 */
record TaskStanding(String state, Instant since, String error) {

    /** Reads the status of a task as {@code docker inspect} shows it. */
    static TaskStanding of(JsonNode status) {
        return new TaskStanding(
                status.path("State").asText(""),
                Instant.parse(status.path("Timestamp").asText(Instant.EPOCH.toString())),
                status.path("Err").asText("no error told"));
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean hasFailed() {
        return state.equals("failed") || state.equals("rejected");
    }
}
