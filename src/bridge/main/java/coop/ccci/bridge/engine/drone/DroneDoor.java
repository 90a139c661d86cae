package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.door.JsonReply;
import coop.ccci.bridge.engine.EngineUnavailableException;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the routes {@code drone-request} and {@code drone-send}: what goes out, and what comes back. Host and
 * redirects are not decided here but by the one endpoint, so that no answer and no request can lead the token elsewhere.
 */
public final class DroneDoor {
    /** The exchange's property by which the error handling knows what may be sent again. */
    private static final String IS_READ = "isRead";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Configuration.Drone drone;

    /** A door to that Drone. */
    public DroneDoor(Configuration.Drone drone) {
        this.drone = drone;
    }

    /** Turns a request into a message for the endpoint. */
    public void prepare(Exchange exchange) {
        var message = exchange.getMessage();
        var request = message.getBody(DroneRequest.class);
        exchange.setProperty(IS_READ, request.isRead());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, request.method().name());
        message.setHeader(Exchange.HTTP_PATH, drone.url().getRawPath() + "/api" + request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery());
        }
        message.setHeader("Authorization", "Bearer " + drone.token().value());
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "cc-ci");
        message.setBody(null);
    }

    /**
     * Turns what came back into an answer. A 500 with a sentence is Drone's own: so it answers when the repository has
     * no {@code .drone.yml}, for one.
     *
     * @throws EngineUnavailableException when Drone or what stands before it cannot answer now
     */
    public void read(Message message) throws IOException {
        var reply = reply(message);
        var isDronesOwn =
                reply.status() == SERVER_ERROR && reply.body().path("message").isTextual();
        if ((reply.status() >= SERVER_ERROR && !isDronesOwn) || reply.status() == TOO_MANY_REQUESTS) {
            throw new EngineUnavailableException("Drone answers " + reply.status() + " just now", null);
        }
        message.removeHeaders("*");
        message.setBody(reply);
    }

    private static JsonReply reply(Message message) throws IOException {
        try {
            return JsonReply.of(message);
        } catch (JsonReply.UnusableException e) {
            throw new EngineUnavailableException(
                    "Drone's answer " + e.getMessage() + ": is DRONE_URL Drone's address?", e);
        }
    }
}
