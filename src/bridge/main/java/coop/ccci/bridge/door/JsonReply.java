package coop.ccci.bridge.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a server behind a door answered, read with bounds.
 *
 * @param status the HTTP status
 * @param body the JSON; a missing node when there was none, or when an answer other than a success was something else
 * @param time the server's own clock, to the second, where it tells
 */
public record JsonReply(int status, JsonNode body, Optional<Instant> time) {
    /** A longer answer is not read. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .build();

    /**
     * Reads what camel-http left in a message.
     *
     * @throws UnusableException when it is too long, or a success that is not JSON
     */
    public static JsonReply of(Message message) throws IOException, UnusableException {
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return new JsonReply(
                status,
                json(status, bounded(message.getBody(InputStream.class))),
                time(message.getHeader("Date", String.class)));
    }

    /** The value as JSON text. */
    public static String written(Object value) throws JsonProcessingException {
        return JSON.writeValueAsString(value);
    }

    private static byte[] bounded(InputStream stream) throws IOException, UnusableException {
        if (stream == null) {
            return new byte[0];
        }
        try (stream) {
            var bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableException("is longer than " + MAX_BYTES + " bytes", null);
            }
            return bytes;
        }
    }

    private static JsonNode json(int status, byte[] body) throws IOException, UnusableException {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            if (status >= 200 && status < 300) {
                throw new UnusableException("is not JSON", e);
            }
            return MissingNode.getInstance();
        }
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

    /** An answer that cannot be used; the message goes on after "the answer". */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
