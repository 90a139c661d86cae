package coop.ccci.bridge.http;

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
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The answer of a JSON API, read with bounds.
 *
 * @param status the HTTP status
 * @param body the JSON; a missing node when there was none, or when an answer other than a success was something else
 * @param total how many items a list has over all pages, where the server tells
 * @param time the server's own clock, to the second, where it tells
 */
public record RestResponse(int status, JsonNode body, OptionalInt total, Optional<Instant> time) {
    /** A longer answer is not read. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int MAX_EXPLANATION_LENGTH = 200;
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
    static RestResponse of(Message message) throws IOException, UnusableException {
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return new RestResponse(
                status,
                json(status, bounded(message.getBody(InputStream.class))),
                total(message.getHeader("X-Total-Count", String.class)),
                time(message.getHeader("Date", String.class)));
    }

    /** Returns whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns why the server refused, in its own words behind a colon; empty when it did not say. */
    public String explanation() {
        var message = body.path("message").asText("").replaceAll("\\p{Cntrl}", " ");
        return message.isBlank() ? "" : ": " + message.substring(0, Math.min(MAX_EXPLANATION_LENGTH, message.length()));
    }

    /** Returns a value as JSON text. */
    static String json(Object value) throws JsonProcessingException {
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

    /** An answer that cannot be used; the message goes on after "the answer". */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
