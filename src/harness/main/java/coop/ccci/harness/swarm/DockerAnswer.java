package coop.ccci.harness.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** What Docker answered to one request. */
final class DockerAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final byte[] body;

    DockerAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Returns why Docker refuses, in its own words where it has some. */
    String message() {
        var text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return withoutReason(status);
        }
        try {
            return JSON.readTree(text).path("message").asText(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Returns the words for a refusal that has none. */
    static String withoutReason(int status) {
        return "Docker answered " + status + " without a reason";
    }
}
