package coop.ccci.sandbox.part.drone;

import coop.ccci.sandbox.config.SandboxSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a Drone server is reached and administered.
 *
 * @param server where it answers
 * @param gitea the address of Gitea that it sends people to
 * @param token the API token of the administrator, who is also Gitea's
 * @param tls whom it is trusted by; empty for the authorities of the world
 */
public record DroneAccess(URI server, URI gitea, String token, Optional<SSLContext> tls) {

    /** Returns how the sandbox's own server is reached. */
    static DroneAccess ofSandbox(SandboxSettings settings) {
        return new DroneAccess(settings.drone(), settings.gitea(), DroneServer.token(settings), Optional.empty());
    }

    /** Returns JSON over HTTP with it. */
    DroneHttp http() {
        return new DroneHttp(server, token, client().build());
    }

    /** Returns a client that reaches it. */
    HttpClient.Builder client() {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3));
        tls.ifPresent(client::sslContext);
        return client;
    }
}
