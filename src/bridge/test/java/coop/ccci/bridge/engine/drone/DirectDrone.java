package coop.ccci.bridge.engine.drone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A transport to the fake Drone without routes, for tests of what is above them. */
final class DirectDrone implements RestRequest.Transport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI drone;
    private final String token;

    DirectDrone(URI drone, String token) {
        this.drone = drone;
        this.token = token;
    }

    @Override
    public RestResponse send(RestRequest request) {
        var query = request.query().isEmpty() ? "" : "?" + request.encodedQuery();
        var http = HttpRequest.newBuilder(URI.create(drone + "/api" + request.path() + query))
                .header("Authorization", "Bearer " + token)
                .method(request.method().name(), BodyPublishers.noBody())
                .build();
        try {
            var answer = client.send(http, BodyHandlers.ofString());
            if (answer.statusCode() > 500) {
                throw new EngineUnavailableException("Drone answers " + answer.statusCode() + " just now", null);
            }
            var body = answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body());
            return new RestResponse(answer.statusCode(), body, OptionalInt.empty(), Optional.of(Instant.now()));
        } catch (IOException e) {
            throw new EngineUnavailableException("Drone cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
