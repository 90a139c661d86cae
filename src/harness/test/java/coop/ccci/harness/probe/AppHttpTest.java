package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.ccci.harness.FakeAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client that recipes' tests get, against a server that speaks TLS, as Traefik does. */
class AppHttpTest {
    private static final String ZONE = "ci.test";
    private static final String DOMAIN = "shop." + ZONE;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private CloseableHttpClient client;

    @BeforeEach
    void setUp() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(FakeAuthority.context(ZONE)));
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                asked.add(exchange.getRequestHeaders().getFirst("Host") + path);
                if (path.equals("/to")) {
                    exchange.getResponseHeaders()
                            .add("Location", exchange.getRequestURI().getQuery());
                    exchange.sendResponseHeaders(302, -1);
                } else {
                    exchange.sendResponseHeaders(200, 0);
                    var megabyte = new byte[1024 * 1024];
                    for (var sent = 0; sent < (path.equals("/large") ? 64 : 1); sent++) {
                        exchange.getResponseBody().write(megabyte);
                    }
                }
            } catch (IOException e) {
                // the client has read enough
            }
        });
        server.start();
        client = new AppHttp(
                        Optional.of(new Ingress("127.0.0.1", server.getAddress().getPort())),
                        Optional.of(FakeAuthority.file(ZONE)))
                .browsing(DOMAIN);
    }

    @AfterEach
    void tearDown() throws IOException {
        client.close();
        server.stop(0);
    }

    private int status(String path) throws IOException {
        return client.execute(new HttpGet("https://" + DOMAIN + path), response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/en", "https://shop.ci.test/en", "https://SHOP.ci.test:443/en"})
    void a_redirect_to_the_app_itself_is_followed(String location) throws IOException {
        assertThat(status("/to?" + location)).isEqualTo(200);
        assertThat(asked).hasSize(2).allMatch(request -> request.toLowerCase(java.util.Locale.ROOT)
                .startsWith(DOMAIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.ci.test/",
                "https://shop.ci.test.evil.example/",
                "https://evilshop.ci.test/",
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]:8091/observe/health",
                "https://shop.ci.test:8091/",
                "http://localhost:2375/containers/json"
            })
    void row_18_a_redirect_to_anything_else_is_shown_and_not_followed(String location) throws IOException {
        assertThat(status("/to?" + location)).isEqualTo(302);
        assertThat(asked).containsExactly(DOMAIN + "/to");
    }

    @Test
    void row_19_of_a_body_without_end_no_more_than_the_bound_is_read() {
        assertThatThrownBy(() -> client.execute(
                        new HttpGet("https://" + DOMAIN + "/large"),
                        response -> EntityUtils.toByteArray(response.getEntity())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than " + AppHttp.MAX_BODY_BYTES + " bytes");
    }
}
