package coop.ccci.harness;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fake of Traefik: answers over TLS for every host, with Traefik's own 404 until a service is in the state's folder,
 * then with the status in the file {@code answer}, 200 where there is none.
 */
final class FakeIngress implements AutoCloseable {
    private final HttpsServer server;
    private final Path authority;

    /** Makes a certificate for {@code *.<zone>} and listens. */
    FakeIngress(Path state, String zone) throws Exception {
        authority = FakeAuthority.file(zone);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(FakeAuthority.context(zone)));
        server.createContext("/", exchange -> {
            try (exchange) {
                var file = state.resolve("answer");
                var up = isUp(state, exchange.getRequestHeaders().getFirst("Host"));
                var code = !up
                        ? 404
                        : Files.exists(file)
                                ? Integer.parseInt(Files.readString(file).strip())
                                : 200;
                var body = (up ? "hello" : "404 page not found\n").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(code, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** The name of the stack is made of the app's domain. */
    private static boolean isUp(Path state, String host) throws IOException {
        var stack = host.replaceAll(":.*", "").replace('.', '_') + "_";
        try (var services = Files.list(state.resolve("services"))) {
            return services.anyMatch(service -> service.getFileName().toString().startsWith(stack));
        }
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    Path authority() {
        return authority;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
