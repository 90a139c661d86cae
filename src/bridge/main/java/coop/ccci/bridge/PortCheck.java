package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks at the ports before the servers start: what these say about a port that is taken, nobody wants to read. */
final class PortCheck {
    private PortCheck() {}

    static void requireFree(Configuration configuration) {
        var http = configuration.http();
        requireFree("CCCI_HTTP_HOST and CCCI_HTTP_PORT", http.host(), http.port());
        requireFree("CCCI_MANAGEMENT_PORT", "127.0.0.1", configuration.managementPort());
    }

    private static void requireFree(String key, String host, int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new StartupException(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): stop what listens there, or set " + key + " to something else",
                    e);
        }
    }
}
