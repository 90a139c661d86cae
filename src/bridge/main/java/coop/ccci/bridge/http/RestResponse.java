package coop.ccci.bridge.http;

import com.fasterxml.jackson.core.JsonFactory;
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
 * @param isTooLong whether there was more than {@link #MAX_BYTES}, of which nothing was read
 */
public record RestResponse(int status, JsonNode body, OptionalInt total, Optional<Instant> time, boolean isTooLong) {
    /** A longer answer is not read. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int MAX_EXPLANATION_LENGTH = 200;
    private static final int MAX_DEPTH = 64;

    /** An answer that is not too long. */
    public RestResponse(int status, JsonNode body, OptionalInt total, Optional<Instant> time) {
        this(status, body, total, time, false);
    }

    /** Returns the mapper that reads and writes all JSON of these routes, which goes no deeper than anything that is meant. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .build())
                .build();
    }

    /** Reads what camel-http and the JSON data format left in a message. */
    static RestResponse of(Message message, boolean isTooLong) {
        return new RestResponse(
                status(message),
                message.getBody() instanceof JsonNode json ? json : MissingNode.getInstance(),
                total(message.getHeader("X-Total-Count", String.class)),
                time(message.getHeader("Date", String.class)),
                isTooLong);
    }

    static int status(Message message) {
        return message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
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

    /** Reads all of an answer; empty when that would be too much. */
    static Optional<byte[]> bounded(InputStream stream) throws IOException {
        if (stream == null) {
            return Optional.of(new byte[0]);
        }
        try (stream) {
            return Optional.of(stream.readNBytes(MAX_BYTES + 1)).filter(bytes -> bytes.length <= MAX_BYTES);
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
