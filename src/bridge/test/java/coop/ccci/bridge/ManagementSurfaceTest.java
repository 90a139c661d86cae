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

/** Health and metrics are told to this machine alone, and nothing can be done there. */
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
                        List.of("POST", base + "/jolokia")));
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void row_20_neither_console_nor_upload_nor_download_nor_send_nor_jolokia_is_there(List<String> request)
            throws Exception {
        assertThat(status(request.get(0), request.get(1))).isIn(404, 405);
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
