package coop.ccci.abra;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A Docker engine of which every list is empty; or one that is in no swarm. */
final class FakeEngine implements AutoCloseable {
    private final HttpServer server;

    private FakeEngine(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var isPing = exchange.getRequestURI().getPath().endsWith("/_ping");
            var answer = (isPing ? "OK" : body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("API-Version", "1.41");
            exchange.getResponseHeaders().add("Content-Type", isPing ? "text/plain" : "application/json");
            var isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(isPing ? 200 : status, isHead ? -1 : answer.length);
            if (!isHead) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    static FakeEngine empty() throws IOException {
        return new FakeEngine(200, "[]");
    }

    static FakeEngine withoutSwarm() throws IOException {
        return new FakeEngine(
                503,
                "{\"message\": \"This node is not a swarm manager. Use \\\"docker swarm init\\\" or \\\"docker swarm"
                        + " join\\\" to connect this node to swarm and try again.\"}");
    }

    /** For {@code DOCKER_HOST}. */
    String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
