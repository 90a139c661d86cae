package coop.ccci.bridge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.http.WebhookSender.WebhookUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route {@code send-webhook} against a server. */
class SendWebhookRouteTest {
    private static final Secret SECRET = new Secret("a-secret-of-the-messages");
    private static final Duration MAX_TIME = Duration.ofSeconds(1);
    private static final long LONG = 4L * 1024 * 1024;

    private final Main camel = new Main();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean isLong;
    private final CountDownLatch answering = new CountDownLatch(1);
    private volatile boolean isSilent;
    private HttpServer server;
    private WebhookSender sender;

    /** What the server was sent. */
    private record Received(String address, Map<String, List<String>> headers, String body) {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        var host = "http://127.0.0.1:" + server.getAddress().getPort();
        camel.addInitialProperty("camel.main.jmxEnabled", "false");
        camel.addInitialProperty(
                "camel.main.routesIncludePattern",
                "classpath:routes/http/requests.camel.yaml,classpath:routes/http/send-webhook.camel.yaml");
        camel.addInitialProperty("ccci.webhook.out", host);
        camel.addInitialProperty("ccci.request.timeout-all", String.valueOf(MAX_TIME.toMillis()));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                sender = new WebhookSender(
                        main.getCamelContext(), Optional.of(URI.create(host + "/told?by=cc-ci")), Optional.of(SECRET));
                camel.bind("webhookSender", sender);
            }
        });
        camel.bind("boundedJson", RestResponse.mapper());
        camel.bind("httpConnectionSettings", new ConnectionSettings());
        camel.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        answering.countDown();
        camel.stop();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        if (isSilent) {
            await(answering);
        }
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, isLong ? LONG : -1);
        try (exchange;
                var body = exchange.getResponseBody()) {
            var some = new byte[64 * 1024];
            for (long sent = 0; isLong && sent < LONG; sent += some.length) {
                body.write(some);
            }
        }
    }

    @Test
    void a_message_is_json_and_signed_and_goes_to_path_and_query_of_the_setting() throws IOException {
        sender.send(Map.of("id", "level-of-run-42"));
        var one = received.get(0);
        assertThat(received).hasSize(1);
        assertThat(one.address()).isEqualTo("POST /told?by=cc-ci");
        assertThat(new ObjectMapper().readTree(one.body()).path("id").asText()).isEqualTo("level-of-run-42");
        assertThat(one.headers().get("Content-Type")).containsExactly("application/json");
        assertThat(one.headers().get("X-Cc-Ci-Signature"))
                .containsExactly(new Hmac(SECRET).header(one.body().getBytes(UTF_8)));
        assertThat(one.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("camel"));
    }

    @Test
    void an_answer_other_than_a_success_means_that_it_was_not_taken_and_is_not_followed() {
        for (var other : List.of(302, 404, 500)) {
            status = other;
            assertThatThrownBy(() -> sender.send(Map.of("id", "1")))
                    .isInstanceOf(WebhookUnavailableException.class)
                    .hasMessageContaining(String.valueOf(other));
        }
        assertThat(received).extracting(Received::address).containsOnly("POST /told?by=cc-ci");
        assertThat(received).as("nothing is sent twice").hasSize(3);
    }

    @Test
    void of_an_answer_nothing_is_kept_however_long_it_is_and_the_connections_are_given_back() {
        isLong = true;
        for (var each = 0; each < 30; each++) {
            sender.send(Map.of("id", String.valueOf(each)));
        }
        assertThat(received).hasSize(30);
    }

    /** The time-out of a single read, ten seconds, is not what ends it: whoever sends a byte now and then begins that anew. */
    @Test
    void a_request_has_a_time_for_the_whole_of_it() {
        isSilent = true;
        var began = System.nanoTime();
        assertThatThrownBy(() -> sender.send(Map.of("id", "1")))
                .isInstanceOf(WebhookUnavailableException.class)
                .hasMessageContaining("CCCI_LEVEL_WEBHOOK");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(MAX_TIME, Duration.ofSeconds(9));
    }

    @Test
    void a_server_that_is_not_there_means_that_it_was_not_taken() {
        server.stop(0);
        assertThatThrownBy(() -> sender.send(Map.of("id", "1")))
                .isInstanceOf(WebhookUnavailableException.class)
                .hasMessageContaining("CCCI_LEVEL_WEBHOOK");
    }
}
