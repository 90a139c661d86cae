package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the forge sends back. */
record ApiResponse(int status, Map<String, String> headers, String body) {
    static ApiResponse json(int status, JsonNode content) {
        return new ApiResponse(status, Map.of("Content-Type", "application/json;charset=utf-8"), content.toString());
    }

    static ApiResponse empty(int status) {
        return new ApiResponse(status, Map.of(), "");
    }

    static ApiResponse text(int status, String body) {
        return new ApiResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    static ApiResponse error(int status, String message) {
        var content = Shapes.object().put("message", message).put("url", "/api/swagger");
        if (status == 404) {
            content.putNull("errors");
        }
        return json(status, content);
    }

    static ApiResponse notFound() {
        return error(404, "not found");
    }

    ApiResponse with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new ApiResponse(status, all, body);
    }
}
