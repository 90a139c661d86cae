package coop.ccci.sandbox.part.drone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP with a Drone server, as the owner of an API token. */
public final class DroneHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final String token;

    /** Creates a connection with that token. */
    public DroneHttp(URI server, String token) {
        this(
                server,
                token,
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build());
    }

    /** Creates a connection with that token, by that client. */
    DroneHttp(URI server, String token, HttpClient http) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** Returns whether the server answers, and takes the token. */
    boolean answers() {
        try {
            return !get("/api/user").isMissingNode();
        } catch (SandboxException e) {
            return false;
        }
    }

    /** Reads; a 404 is a {@link MissingNode}. */
    public JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** Does something. */
    public JsonNode post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** Changes something. */
    JsonNode patch(String path, Map<String, ?> body) {
        try {
            return send("PATCH", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Deletes or ends something. */
    public void delete(String path) {
        send("DELETE", path, BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 404) {
                return MissingNode.getInstance();
            }
            if (answer.statusCode() > 299) {
                throw new SandboxException(
                        "Drone answers " + answer.statusCode() + " to " + method + " " + path + ": " + answer.body());
            }
            return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new SandboxException("Drone answers something that is not JSON to " + method + " " + path, e);
        } catch (IOException e) {
            throw new SandboxException("Drone at " + server + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }
}
