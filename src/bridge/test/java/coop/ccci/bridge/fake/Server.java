package coop.ccci.bridge.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The wire: reads requests, applies faults, writes answers. */
final class Server {
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)(?:token|bearer)\\s+(\\S+)");

    private final Handler mind;
    private final Faults faults;
    private final int port;
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private Optional<HttpServer> running;
    private ExecutorService threads = Executors.newCachedThreadPool();

    Server(Handler mind, Faults faults, int port) throws IOException {
        this.mind = mind;
        this.faults = faults;
        var first = bind(port);
        this.port = first.getAddress().getPort();
        running = Optional.of(first);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void start() {
        try {
            var server = running.isPresent() ? running.get() : bind(port);
            running = Optional.of(server);
            threads = Executors.newCachedThreadPool(task -> {
                var thread = new Thread(task, "fake-server");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void stop() {
        running.ifPresent(server -> server.stop(0));
        running = Optional.empty();
        threads.shutdownNow();
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = read(exchange);
            requests.add(request);
            var fault = faults.next(request);
            if (fault.isEmpty()) {
                write(exchange, mind.answer(request));
            } else if (fault.get() instanceof Faults.Fault.Says says) {
                write(exchange, says.answer().get());
            } else if (fault.get() instanceof Faults.Fault.Waits waits) {
                TimeUnit.MILLISECONDS.sleep(waits.delay().toMillis());
                write(exchange, mind.answer(request));
            } else if (fault.get() instanceof Faults.Fault.HangsUpAfterwards) {
                mind.answer(request);
            }
            // and without an answer the exchange is closed, and with it the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FakeRequest read(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(CREDENTIALS::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .orElse("");
        return new FakeRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                authorization,
                body);
    }

    private static Map<String, String> query(String raw) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            query.putIfAbsent(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void write(HttpExchange exchange, ApiResponse answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** What is behind the wire. */
    interface Handler {
        ApiResponse answer(FakeRequest request);
    }
}
