package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.ccci.harness.FakeAuthority;
import coop.ccci.harness.process.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks TLS, as Traefik does. */
class AppProbeTest {
    private static final String ZONE = "ci.test";
    private static final String DOMAIN = "shop." + ZONE;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private AppProbe probe;

    @BeforeEach
    void a_server_and_a_probe() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(FakeAuthority.context(ZONE)));
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                answer(exchange);
            }
        });
        server.start();
        probe = new AppProbe(
                Optional.of(new Ingress("127.0.0.1", server.getAddress().getPort())),
                Optional.of(FakeAuthority.file(ZONE)));
    }

    @AfterEach
    void close() {
        probe.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var cookie = exchange.getRequestHeaders().getFirst("Cookie");
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> redirect(exchange, "/en/?from=home");
            case "/en/" -> send(exchange, 200, "hello");
            case "/round" -> redirect(exchange, "https://" + DOMAIN + "/round");
            case "/cookie" -> {
                if (cookie == null) {
                    exchange.getResponseHeaders().add("Set-Cookie", "seen=yes; Path=/; Secure");
                    redirect(exchange, "/cookie");
                } else {
                    send(exchange, 200, cookie);
                }
            }
            case "/headers" -> {
                IntStream.range(0, 300)
                        .forEach(number -> exchange.getResponseHeaders().add("X-" + number, "x"));
                send(exchange, 200, "hello");
            }
            case "/long-header" -> {
                exchange.getResponseHeaders().add("X-Long", "x".repeat(100_000));
                send(exchange, 200, "hello");
            }
            case "/bomb" -> {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, 0);
                try (var zip = new GZIPOutputStream(exchange.getResponseBody())) {
                    var zeros = new byte[1024 * 1024];
                    for (var megabytes = 0; megabytes < 64; megabytes++) {
                        zip.write(zeros);
                    }
                }
            }
            case "/unrouted" -> send(exchange, 404, "404 page not found\n");
            default -> send(exchange, 404, "no such page");
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        send(exchange, 302, "");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Answer ask(String path) {
        return probe.ask(DOMAIN, path, StatusRule.DEFAULT, Deadline.lasting(Duration.ofMinutes(5)));
    }

    @Test
    void redirects_within_the_host_are_followed_to_their_end() {
        assertThat(ask("/").describe()).isEqualTo("the status 200 at /en/?from=home after 1 redirect");
        assertThat(asked).containsExactly("/", "/en/?from=home");
    }

    @Test
    void a_loop_is_told_as_one() {
        assertThat(ask("/round").describe()).isEqualTo("it redirects in a loop: /round -> /round (status 302)");
    }

    @Test
    void a_cookie_that_a_redirect_sets_is_kept_on_the_way_and_forgotten_afterwards() {
        assertThat(ask("/cookie")).matches(Answer::isFromApp);
        asked.clear();
        assertThat(ask("/cookie")).matches(Answer::isFromApp);
        assertThat(asked).containsExactly("/cookie", "/cookie");
    }

    @Test
    void traefik_s_own_404_is_told_from_the_app_s() {
        assertThat(ask("/unrouted")).isEqualTo(AppProbe.NO_ROUTE);
        assertThat(ask("/none").describe()).startsWith("the status 404 instead of a success (2xx)");
    }

    @Test
    void row_19_a_head_without_end_is_not_read_and_is_the_app_s_fault() {
        assertThat(ask("/headers").describe()).contains("whose head is longer than 200 fields");
        assertThat(ask("/long-header").describe()).contains("longer than 32768 characters");
        assertThat(probe.fetch(DOMAIN, "/headers", Deadline.lasting(Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(HttpResult.Failed.class, failed -> assertThat(failed.why())
                        .isInstanceOf(Answer.NotTheApp.class));
    }

    @Test
    void row_19_of_a_body_that_grows_when_it_is_unpacked_only_so_much_is_kept() {
        assertThat(probe.fetch(DOMAIN, "/bomb", Deadline.lasting(Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(HttpResult.Received.class, received -> assertThat(received.text())
                        .hasSize(HttpResult.MAX_BYTES));
        assertThat(ask("/bomb")).matches(Answer::isFromApp);
    }

    @Test
    void what_is_fetched_is_what_the_app_itself_says() {
        assertThat(probe.fetch(DOMAIN, "/", Deadline.lasting(Duration.ofMinutes(5))))
                .isEqualTo(new HttpResult.Received(302, Optional.empty(), Optional.of("/en/?from=home"), ""));
    }
}
