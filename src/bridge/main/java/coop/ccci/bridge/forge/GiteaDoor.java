package coop.ccci.bridge.forge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.bridge.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the route {@code gitea-request}: what goes out, and what comes back. Host and redirects are not decided
 * here but by the route's one endpoint, so that no answer and no request can lead the token elsewhere.
 */
public final class GiteaDoor {
    /** A longer answer is not read. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    /** The exchange's property by which the error handling knows what may be sent again. */
    private static final String IS_READ = "isRead";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .build();

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
            message.setBody(JSON.writeValueAsString(request.body().get()));
        } else {
            message.setBody(null);
        }
    }

    /**
     * Turns what came back into an answer.
     *
     * @throws ForgeUnavailable when Gitea says that it is its own fault, or that there were too many requests
     */
    public void read(Message message) throws IOException {
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        var body = bounded(message.getBody(InputStream.class));
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
            throw new ForgeUnavailable("Gitea answers " + status + " just now");
        }
        var answer = new GiteaAnswer(
                status,
                json(status, body),
                total(message.getHeader("X-Total-Count", String.class)),
                time(message.getHeader("Date", String.class)));
        message.removeHeaders("*");
        message.setBody(answer);
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        if (stream == null) {
            return new byte[0];
        }
        try (stream) {
            var bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ForgeUnavailable("Gitea's answer is longer than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static JsonNode json(int status, byte[] body) throws IOException {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            if (status >= 200 && status < 300) {
                throw new ForgeUnavailable("GITEA_URL answers something that is not JSON: is it Gitea's address?", e);
            }
            return MissingNode.getInstance();
        }
    }

    private static OptionalInt total(String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(header))
                : OptionalInt.empty();
    }

    private static Optional<Instant> time(String header) {
        try {
            return Optional.ofNullable(header)
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
