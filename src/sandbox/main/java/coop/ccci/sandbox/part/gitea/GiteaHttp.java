package coop.ccci.sandbox.part.gitea;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON over HTTP with a Gitea, as one account or as nobody. */
public final class GiteaHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 50;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final URI server;
    private final Optional<String> authorization;

    private GiteaHttp(URI server, Optional<String> authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /** Creates a connection as nobody. */
    public GiteaHttp(URI server) {
        this(server, Optional.empty());
    }

    /** Returns a connection as the owner of an access token. */
    public static GiteaHttp withToken(URI server, String token) {
        return new GiteaHttp(server, Optional.of("token " + token));
    }

    /** Returns a connection as an account with its password. */
    public static GiteaHttp withPassword(URI server, String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new GiteaHttp(server, Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /** Returns whether the server answers. */
    boolean answers() {
        try {
            return !version().isEmpty();
        } catch (SandboxException e) {
            return false;
        }
    }

    /** Returns the server's version, such as {@code 1.26.0}. */
    public String version() {
        return get("/version").path("version").asText();
    }

    /** Reads; a 404 is a {@link MissingNode}. */
    public JsonNode get(String path) {
        return send("GET", path, null, 404).json();
    }

    /** Reads all pages of a list; the server's pages have at most 50 entries. */
    public List<JsonNode> list(String path) {
        var all = new ArrayList<JsonNode>();
        for (int page = 1; ; page++) {
            var entries = get(path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&page=" + page);
            entries.forEach(all::add);
            if (entries.size() < PAGE) {
                return all;
            }
        }
    }

    /** Returns whether a read answers with success; 404 is no, anything else an error. */
    public boolean exists(String path) {
        return send("GET", path, null, 404).status() != 404;
    }

    /** Returns whether this account may do what the path says; any refusal is no. */
    boolean allowed(String path) {
        return send("GET", path, null, 401, 403, 404).status() < 300;
    }

    /** Makes something. */
    public JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, body).json();
    }

    /** Changes something. */
    public JsonNode patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body).json();
    }

    /** Puts something where it may be already. */
    public void put(String path) {
        send("PUT", path, Map.of());
    }

    /** Replaces something. */
    public JsonNode put(String path, Map<String, ?> body) {
        return send("PUT", path, body).json();
    }

    /** Deletes something, which may be gone already. */
    public void delete(String path) {
        send("DELETE", path, null, 404);
    }

    private JsonResponse send(String method, String path, Map<String, ?> body, Integer... also) {
        var request = HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            request.method(
                    method,
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var status = response.statusCode();
            if ((status < 200 || status > 299) && !List.of(also).contains(status)) {
                throw new SandboxException(
                        "Gitea answers " + status + " to " + method + " " + path + ": " + response.body());
            }
            return new JsonResponse(status, response.body());
        } catch (IOException e) {
            throw new SandboxException("Gitea at " + server + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }

    private record JsonResponse(int status, String body) {
        JsonNode json() {
            try {
                return status == 404 || body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new SandboxException("Gitea answers something that is not JSON: " + body, e);
            }
        }
    }
}
