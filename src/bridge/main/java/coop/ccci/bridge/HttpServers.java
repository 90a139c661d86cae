package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The servers of a process, the public one and the management server on 127.0.0.1: what Camel is told of them, and their ports. */
final class HttpServers {
    private static final int PROBE_MILLIS = 5000;

    private HttpServers() {}

    /** Returns which server the routes are for: with two Camel cannot tell, unless exactly one is bound. */
    static VertxPlatformHttpServerConfiguration publicServer(Configuration.Http http) {
        var server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(http.host());
        server.setBindPort(http.port());
        return server;
    }

    /** Returns Camel's properties of both. */
    static Map<String, String> properties(Configuration.Http http, Configuration.Management management) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("camel.server.enabled", "true");
        settings.put("camel.server.host", http.host());
        settings.put("camel.server.port", String.valueOf(http.port()));
        settings.put("camel.server.maxBodySize", "1048576");
        settings.put("camel.server.fileUploadEnabled", "false");
        settings.put("camel.management.enabled", "true");
        settings.put("camel.management.host", "127.0.0.1");
        settings.put("camel.management.port", String.valueOf(management.port()));
        settings.put("camel.management.healthCheckEnabled", "true");
        settings.put("camel.management.metricsEnabled", "true");
        settings.put("camel.health.enabled", "true");
        settings.put("camel.health.exposureLevel", "full");
        settings.put("camel.metrics.enabled", "true");
        return settings;
    }

    /**
     * Checks that the ports are free before the servers start, whose own messages about a taken port say little.
     *
     * @throws Bridge.StartupException when one is taken
     */
    static void requireFree(Configuration.Http http, Configuration.Management management) {
        requireFree("CCCI_HTTP_HOST and CCCI_HTTP_PORT", http.host(), http.port());
        requireFree("CCCI_MANAGEMENT_PORT", "127.0.0.1", management.port());
    }

    private static void requireFree(String key, String host, int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            var address = host + ":" + port;
            throw new Bridge.StartupException(
                    isBridge(address)
                            ? "another cc-ci bridge already serves on " + address
                                    + ": stop that one first, or give this"
                                    + " one its own CCCI_HTTP_PORT, CCCI_MANAGEMENT_PORT and CCCI_LEDGER_URL"
                            : "cannot listen on " + address + " (" + e.getMessage()
                                    + "): stop what listens there, or set " + key + " to something else",
                    e);
        }
    }

    /** Returns whether what listens there answers as a bridge does. */
    private static boolean isBridge(String address) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + address + "/api/runs/0").toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            if (connection.getResponseCode() != 404) {
                return false;
            }
            try (var body = connection.getErrorStream()) {
                return body != null
                        && new String(body.readNBytes(1000), StandardCharsets.UTF_8).contains("/api/recipes");
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
