package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.JsonReply;

/** The one way to Drone. */
@FunctionalInterface
interface Door {
    /**
     * Sends a request and waits for the answer.
     *
     * @return whatever it was short of "not now"
     * @throws coop.ccci.bridge.engine.EngineUnavailableException when there is none now: no connection, time-out, a fault of
     *     what stands before Drone, too many requests
     */
    JsonReply send(DroneRequest request);
}
