package coop.ccci.harness;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A fake of Traefik: answers over TLS for every host, with Traefik's own 404 until a service is in the state's folder,
 * then with the status in the file {@code answer}, 200 where there is none.
 */
final class FakeIngress implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    /** Making a certificate starts Java twice: one of each zone does for all tests. */
    private static final Map<String, Path> STORES = new ConcurrentHashMap<>();

    private final HttpsServer server;
    private final Path authority;

    /** Makes a certificate for {@code *.<zone>} and listens. */
    FakeIngress(Path state, String zone) throws Exception {
        var store = STORES.computeIfAbsent(zone, FakeIngress::makeStore);
        authority = store.resolveSibling(zone + ".pem");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            try (exchange) {
                var file = state.resolve("answer");
                var up = isUp(state);
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

    private static Path makeStore(String zone) {
        try {
            var folder = Files.createTempDirectory("authority");
            var store = folder.resolve(zone + ".p12").toString();
            var pem = folder.resolve(zone + ".pem").toString();
            List.of(folder, Path.of(store), Path.of(pem))
                    .forEach(made -> made.toFile().deleteOnExit());
            keytool(
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + zone,
                    "-ext",
                    "san=dns:*." + zone,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store,
                    "-storepass",
                    PASSWORD);
            keytool("-exportcert", "-rfc", "-alias", "a", "-keystore", store, "-storepass", PASSWORD, "-file", pem);
            return Path.of(store);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUp(Path state) throws IOException {
        try (var services = Files.list(state.resolve("services"))) {
            return services.findAny().isPresent();
        }
    }

    private static SSLContext context(Path store) throws Exception {
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(java.util.List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
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
