package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;

/** Drone answered that it will not do this; the same request will be refused again. */
final class DroneRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    DroneRefusedException(RestRequest request, RestResponse answer) {
        super("Drone answered " + answer.status() + " to " + request + answer.explanation());
        this.status = answer.status();
    }

    /** The HTTP status, 300 to 500. */
    int status() {
        return status;
    }
}
