package coop.ccci.bridge.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hawtio's pages on this machine, in front of the Jolokia of a bridge. The browser never gets the operator's token: the one
 * who opens the address with the key, which is printed once, gets a session, and what he asks of Jolokia goes on with the
 * token. Nobody else on the machine, and no page of another site, gets past here.
 */
final class HawtioConsole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HawtioConsole.class);
    private static final String ROOT = "/hawtio/";
    private static final String JOLOKIA = "jolokia";
    private static final String FILES = "hawtio-static/";
    private static final String COOKIE = "cc-ci-hawtio";
    private static final Pattern FILE =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*+[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final int THREADS = 8;
    private static final int MAX_BODY = 64 * 1024;
    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int BAD_GATEWAY = 502;
    private static final int FAILED = 500;
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** What Hawtio's pages ask of the server that they came from: there is no login, no plugin and no other machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "user", "\"operator\"",
            "plugin", "[]",
            "auth/config", "[]",
            "auth/config/session-timeout", "{\"timeout\":-1}",
            "keycloak/enabled", "false",
            "oidc", "{}",
            "proxy/enabled", "false",
            "preset-connections", "[]");

    private static final Map<String, String> TYPES = Map.of(
            "html", HTML,
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", JSON,
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "woff", "font/woff",
            "ttf", "font/ttf");

    private final ManagementClient bridge;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final String key = random();
    private final String session = random();

    private HawtioConsole(ManagementClient bridge, HttpServer server) {
        this.bridge = bridge;
        this.server = server;
    }

    /**
     * Starts it on 127.0.0.1.
     *
     * @param port 0 for one that is free
     * @throws IOException when the port is taken
     */
    static HawtioConsole start(ManagementClient bridge, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        var console = new HawtioConsole(bridge, HttpServer.create(address, 0));
        console.server.createContext("/", console::handle);
        console.server.setExecutor(console.threads);
        console.server.start();
        return console;
    }

    /** Returns the address that lets a browser in. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ROOT + "?key=" + key);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (ManagementClient.NoAnswerException e) {
                send(exchange, BAD_GATEWAY, TEXT, bytes(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error(
                        "the console cannot answer {}", exchange.getRequestURI().getPath(), e);
                send(exchange, FAILED, TEXT, bytes("the console cannot answer that; its log says why"));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        if (!isOurHost(exchange)) {
            refuse(exchange);
        } else if (("key=" + key).equals(uri.getRawQuery()) && uri.getRawPath().equals(ROOT)) {
            exchange.getResponseHeaders()
                    .set("Set-Cookie", COOKIE + "=" + session + "; Path=" + ROOT + "; HttpOnly; SameSite=Strict");
            exchange.getResponseHeaders().set("Location", ROOT);
            send(exchange, FOUND, TEXT, new byte[0]);
        } else if (!hasSession(exchange) || !uri.getRawPath().startsWith(ROOT)) {
            refuse(exchange);
        } else {
            serve(exchange, uri.getRawPath().substring(ROOT.length()));
        }
    }

    private void serve(HttpExchange exchange, String path) throws IOException {
        if (path.equals(JOLOKIA) || path.startsWith(JOLOKIA + "/")) {
            pass(exchange, path.substring(JOLOKIA.length()));
            return;
        }
        var setting = SETTINGS.get(path);
        if (setting != null) {
            send(exchange, OK, JSON, bytes(setting));
            return;
        }
        var file = file(path);
        var isPage = path.indexOf('.') < 0;
        if (file.isEmpty() && !isPage) {
            send(exchange, NOT_FOUND, TEXT, bytes("there is no such file"));
            return;
        }
        // An address of Hawtio's own, which its script reads.
        send(exchange, OK, type(isPage ? "index.html" : path), file.orElseGet(() -> file("index.html")
                .orElseThrow()));
    }

    private void pass(HttpExchange exchange, String path) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            send(exchange, TOO_LARGE, TEXT, bytes("more than " + MAX_BODY + " bytes"));
            return;
        }
        var query = exchange.getRequestURI().getRawQuery();
        var answer = bridge.send(
                exchange.getRequestMethod(),
                "/observe/jolokia" + (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query),
                body);
        send(exchange, answer.status(), answer.type(), answer.bytes());
    }

    private static Optional<byte[]> file(String path) {
        if (!FILE.matcher(path).matches() || path.endsWith(".map")) {
            return Optional.empty();
        }
        try (var stream = HawtioConsole.class.getClassLoader().getResourceAsStream(FILES + path)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String type(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** A page of another site that has its name lead here (DNS rebinding) sends that name. */
    private boolean isOurHost(HttpExchange exchange) {
        var port = server.getAddress().getPort();
        return List.of("127.0.0.1:" + port, "localhost:" + port)
                .contains(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                        .orElse(""));
    }

    private boolean hasSession(HttpExchange exchange) {
        var wanted = bytes(COOKIE + "=" + session);
        return Optional.ofNullable(exchange.getRequestHeaders().get("Cookie")).orElse(List.of()).stream()
                .flatMap(line -> Pattern.compile(";").splitAsStream(line))
                .anyMatch(cookie -> MessageDigest.isEqual(bytes(cookie.strip()), wanted));
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        send(exchange, FORBIDDEN, TEXT, bytes("open the whole address that ./cc-ci hawtio has printed, with its key"));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", "frame-ancestors 'none'");
        headers.set("Cache-Control", "no-store");
        var isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead || content.length == 0 ? -1 : content.length);
        if (!isHead && content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String random() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
