package coop.ccci.bridge.dashboard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param status the HTTP status
 * @param type the media type with its charset
 * @param headers further headers
 * @param body the text
 */
public record Reply(int status, String type, Map<String, String> headers, String body) {
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String SVG = "image/svg+xml; charset=utf-8";

    static Reply ok(String type, String body) {
        return new Reply(200, type, Map.of(), body);
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, Collections.unmodifiableMap(more), body);
    }
}
