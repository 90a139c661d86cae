package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the forge sends back. */
record Answer(int status, Map<String, String> headers, String body) {
    static Answer json(int status, JsonNode content) {
        return new Answer(status, Map.of("Content-Type", "application/json;charset=utf-8"), content.toString());
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    static Answer error(int status, String message) {
        var content = Shapes.object().put("message", message).put("url", "/api/swagger");
        if (status == 404) {
            content.putNull("errors");
        }
        return json(status, content);
    }

    static Answer notFound() {
        return error(404, "not found");
    }

    Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body);
    }
}
