package coop.ccci.bridge.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.door.JsonReply;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the route {@code gitea-request}: what goes out, and what comes back. Host and redirects are not decided
 * here but by the route's one endpoint, so that no answer and no request can lead the token elsewhere.
 */
public final class GiteaDoor {
    /** The exchange's property by which the error handling knows what may be sent again. */
    private static final String IS_READ = "isRead";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Configuration.Forge forge;

    /** A door to that forge. */
    public GiteaDoor(Configuration.Forge forge) {
        this.forge = forge;
    }

    /** Turns a request into a message for the endpoint. */
    public void prepare(Exchange exchange) throws JsonProcessingException {
        var message = exchange.getMessage();
        var request = message.getBody(GiteaRequest.class);
        exchange.setProperty(IS_READ, request.isRead());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, request.method().name());
        message.setHeader(Exchange.HTTP_PATH, forge.url().getRawPath() + "/api/v1" + request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery());
        }
        message.setHeader("Authorization", "token " + forge.token().value());
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "cc-ci");
        if (request.body().isPresent()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(JsonReply.written(request.body().get()));
        } else {
            message.setBody(null);
        }
    }

    /**
     * Turns what came back into an answer.
     *
     * @throws ForgeUnavailableException when Gitea says that it is its own fault, or that there were too many requests
     */
    public void read(Message message) throws IOException {
        var reply = reply(message);
        if (reply.status() >= SERVER_ERROR || reply.status() == TOO_MANY_REQUESTS) {
            throw new ForgeUnavailableException("Gitea answers " + reply.status() + " just now");
        }
        var total = total(message.getHeader("X-Total-Count", String.class));
        message.removeHeaders("*");
        message.setBody(new GiteaAnswer(reply.status(), reply.body(), total, reply.time()));
    }

    private static JsonReply reply(Message message) throws IOException {
        try {
            return JsonReply.of(message);
        } catch (JsonReply.UnusableException e) {
            throw new ForgeUnavailableException(
                    "Gitea's answer " + e.getMessage() + ": is GITEA_URL Gitea's address?", e);
        }
    }

    private static OptionalInt total(String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(header))
                : OptionalInt.empty();
    }
}
