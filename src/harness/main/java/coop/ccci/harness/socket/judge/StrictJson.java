package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads JSON of which there is one reading: no name twice in an object, nothing after the end, bounded depth and numbers.
 * Fields keep their order.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NUMBER = 40;

    private static final JsonMapper MAPPER = mapper();

    private StrictJson() {}

    private static JsonMapper mapper() {
        var mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER)
                        .build());
        return mapper;
    }

    /**
     * Reads one value.
     *
     * @throws RefusedCallException when it is not JSON, or has more than one reading
     */
    public static JsonNode read(byte[] bytes) {
        try {
            var value = MAPPER.readTree(bytes);
            if (value == null || value.isMissingNode()) {
                throw RefusedCallException.unreadable("the request has no JSON in it");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw RefusedCallException.unreadable("the JSON cannot be read with certainty: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw RefusedCallException.unreadable("the JSON cannot be read: " + e.getMessage());
        }
    }

    /**
     * Writes a value.
     *
     * @throws RefusedCallException when a text in it is half a character
     */
    public static byte[] write(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw RefusedCallException.unreadable("the JSON cannot be written again: " + e.getOriginalMessage());
        }
    }
}
