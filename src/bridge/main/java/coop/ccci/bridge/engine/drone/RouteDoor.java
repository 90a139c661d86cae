package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.JsonReply;
import coop.ccci.bridge.door.RouteCall;
import coop.ccci.bridge.engine.EngineUnavailable;
import org.apache.camel.CamelContext;

/** The door as a caller sees it: hands a request to the route {@code drone-request} and waits. */
public final class RouteDoor implements Door {
    private static final RouteCall.Behind DRONE = new RouteCall.Behind(
            "Drone",
            "direct:drone-request",
            "the minute's requests to Drone",
            EngineUnavailable.class,
            EngineUnavailable::new);

    private final RouteCall route;

    /** A door through the route of that application. */
    public RouteDoor(CamelContext context) {
        this.route = new RouteCall(context, DRONE);
    }

    @Override
    public JsonReply send(DroneRequest request) {
        return route.send(request, JsonReply.class);
    }
}
