package coop.ccci.bridge.forge;

import coop.ccci.bridge.door.RouteClient;
import org.apache.camel.CamelContext;

/** The door as a caller sees it: hands a request to the route {@code gitea-request} and waits. */
public final class RouteDoor implements Door {
    private static final RouteClient.Target GITEA = new RouteClient.Target(
            "Gitea",
            "direct:gitea-request",
            "the minute's requests (GITEA_REQUESTS_PER_MINUTE)",
            ForgeUnavailableException.class,
            ForgeUnavailableException::new);

    private final RouteClient route;

    /** A door through the route of that application. */
    public RouteDoor(CamelContext context) {
        this.route = new RouteClient(context, GITEA);
    }

    @Override
    public GiteaAnswer send(GiteaRequest request) {
        return route.send(request, GiteaAnswer.class);
    }
}
