package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.JsonReply;

/** Drone answered that it will not do this; the same request will be refused again. */
final class DroneRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_TEXT_LENGTH = 200;

    private final int status;

    DroneRefusedException(DroneRequest request, JsonReply answer) {
        super("Drone answered " + answer.status() + " to " + request + explained(answer));
        this.status = answer.status();
    }

    /** The HTTP status, 300 to 500. */
    int status() {
        return status;
    }

    private static String explained(JsonReply answer) {
        var message = answer.body().path("message").asText("").replaceAll("\\p{Cntrl}", " ");
        return message.isBlank() ? "" : ": " + message.substring(0, Math.min(MAX_TEXT_LENGTH, message.length()));
    }
}
