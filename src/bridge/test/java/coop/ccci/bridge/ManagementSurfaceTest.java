package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Health, metrics and status are told to this machine alone, and nothing can be done there without the operator's token. */
class ManagementSurfaceTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Another address of this machine: who listens on all of them listens on this one too. */
    private static final byte[] ANOTHER = {127, 0, 0, 2};

    @TempDir
    static Path folder;

    private static BridgeFixture fixture;

    @BeforeAll
    static void start() {
        fixture = BridgeFixture.in(folder).start();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void row_20_health_listens_on_loopback_only() throws Exception {
        assertThat(status("GET", "/observe/health")).isIn(200, 503);
        try (var socket = new Socket(InetAddress.getByAddress(LOOPBACK), fixture.managementPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getByAddress(ANOTHER), fixture.managementPort()))
                .isInstanceOf(ConnectException.class);
    }

    static Stream<List<String>> dangerous() {
        return Stream.of("/q", "/observe", "")
                .flatMap(base -> Stream.of(
                        List.of("GET", base + "/dev"),
                        List.of("GET", base + "/dev/context"),
                        List.of("POST", base + "/dev/send"),
                        List.of("GET", base + "/download"),
                        List.of("GET", base + "/download/x"),
                        List.of("PUT", base + "/upload/evil.camel.yaml"),
                        List.of("DELETE", base + "/upload/evil.camel.yaml"),
                        List.of("POST", base + "/send"),
                        List.of("GET", base + "/jolokia"),
                        List.of("POST", base + "/jolokia"),
                        List.of("GET", base + "/jolokia/list"),
                        List.of("POST", base + "/admin/pause"),
                        List.of("POST", base + "/admin/runs/1/cancel")));
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void row_20_without_the_token_there_is_nothing(List<String> request) throws Exception {
        assertThat(status(request.get(0), request.get(1))).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void row_20_neither_console_nor_upload_nor_download_nor_send_is_there_even_with_it(List<String> request)
            throws Exception {
        if (!request.get(1).startsWith("/observe/jolokia") && !request.get(1).startsWith("/admin")) {
            assertThat(statusWithToken(request.get(0), request.get(1))).isIn(404, 405);
        }
    }

    @Test
    void row_20_with_the_token_jolokia_tells_its_version() throws Exception {
        assertThat(statusWithToken("GET", "/observe/jolokia/version")).isEqualTo(200);
    }

    /** Nothing that a browser does on its own, as following a link does, changes anything. */
    @Test
    void row_17_a_get_changes_nothing() throws Exception {
        assertThat(statusWithToken("GET", "/admin/pause")).isIn(404, 405);
        assertThat(fixture.bridge().ledger().operation().pause().since()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void row_20_nor_are_they_at_the_port_of_the_pages(List<String> request) throws Exception {
        var pages = fixture.configuration().publicUrl().resolve(request.get(1));
        assertThat(status(request.get(0), pages)).isIn(404, 405);
    }

    /** Whoever adds Jolokia has to say what it may do: without a policy it may do everything that JMX can. */
    @Test
    void row_20_jolokia_does_not_come_without_a_policy() throws Exception {
        var loader = ManagementSurfaceTest.class.getClassLoader();
        var isThere = loader.getResources("org/jolokia").hasMoreElements();
        assertThat(isThere && loader.getResource("jolokia-access.xml") == null).isFalse();
    }

    private static int status(String method, String path) throws IOException, InterruptedException {
        return status(method, URI.create("http://127.0.0.1:" + fixture.managementPort() + path));
    }

    private static int statusWithToken(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.managementPort() + path))
                                .header("Authorization", "Bearer " + BridgeFixture.ADMIN_TOKEN)
                                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static int status(String method, URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
