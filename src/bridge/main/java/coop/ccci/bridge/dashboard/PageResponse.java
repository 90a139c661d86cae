package coop.ccci.bridge.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param status the HTTP status
 * @param type the media type, of a text with its charset
 * @param headers further headers
 * @param content the bytes
 */
public record PageResponse(int status, String type, Map<String, String> headers, ByteBuffer content) {
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String SVG = "image/svg+xml; charset=utf-8";
    static final String PNG = "image/png";

    /** Nobody changes the bytes. */
    public PageResponse {
        content = content.asReadOnlyBuffer();
    }

    PageResponse(int status, String type, Map<String, String> headers, String text) {
        this(status, type, headers, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static PageResponse ok(String type, String text) {
        return new PageResponse(200, type, Map.of(), text);
    }

    static PageResponse ok(String type, byte[] bytes) {
        return new PageResponse(200, type, Map.of(), ByteBuffer.wrap(bytes));
    }

    /** The bytes. */
    byte[] bytes() {
        var bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    /** The bytes as text. */
    String body() {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }

    PageResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PageResponse(status, type, Collections.unmodifiableMap(more), content);
    }
}
