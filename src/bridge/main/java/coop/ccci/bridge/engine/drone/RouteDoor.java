package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.JsonReply;
import coop.ccci.bridge.door.RouteClient;
import coop.ccci.bridge.engine.EngineUnavailableException;
import org.apache.camel.CamelContext;

/** The door as a caller sees it: hands a request to the route {@code drone-request} and waits. */
public final class RouteDoor implements Door {
    private static final RouteClient.Target DRONE = new RouteClient.Target(
            "Drone",
            "direct:drone-request",
            "the minute's requests to Drone",
            EngineUnavailableException.class,
            EngineUnavailableException::new);

    private final RouteClient route;

    /** A door through the route of that application. */
    public RouteDoor(CamelContext context) {
        this.route = new RouteClient(context, DRONE);
    }

    @Override
    public JsonReply send(DroneRequest request) {
        return route.send(request, JsonReply.class);
    }
}
