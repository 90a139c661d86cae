package coop.ccci.bridge.dashboard;

import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.camel.main.Main;

/** The routes of one folder on a free port, with the beans that a test gives them. */
public final class RouteServer implements AutoCloseable {
    private final Main camel = new Main();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    /**
     * Starts the routes and returns when they listen.
     *
     * @param routes a pattern below {@code routes/}, for example {@code dashboard/*}
     */
    public RouteServer(String routes, Map<String, Object> beans) {
        port = FreePort.choose();
        camel.addInitialProperty("camel.main.jmxEnabled", "false");
        camel.addInitialProperty("camel.main.routesIncludePattern", "classpath:routes/" + routes + ".camel.yaml");
        camel.addInitialProperty("camel.main.shutdownTimeout", "2");
        camel.addInitialProperty("ccci.webhook.deliveries", "300");
        camel.addInitialProperty("ccci.webhook.period", "60000");
        camel.addInitialProperty("camel.server.enabled", "true");
        camel.addInitialProperty("camel.server.host", "127.0.0.1");
        camel.addInitialProperty("camel.server.port", String.valueOf(port));
        camel.addInitialProperty("camel.server.maxBodySize", "1048576");
        camel.addInitialProperty("camel.server.fileUploadEnabled", "false");
        beans.forEach(camel::bind);
        camel.start();
    }

    /** The address of a path. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Asks for a path. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    /** Sends any request. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
