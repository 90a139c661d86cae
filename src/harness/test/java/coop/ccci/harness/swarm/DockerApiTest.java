package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerApiTest {
    private HttpServer docker;

    @BeforeEach
    void setUp() throws IOException {
        docker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        docker.start();
    }

    @AfterEach
    void tearDown() {
        docker.stop(0);
    }

    private DockerApi answering(int status, String body) {
        docker.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        return new DockerApi("tcp://127.0.0.1:" + docker.getAddress().getPort());
    }

    @Test
    void what_is_deleted_or_was_never_there_is_gone() {
        try (var api = answering(404, "{\"message\": \"no such volume\"}")) {
            assertThat(api.delete("/volumes/x")).isEmpty();
        }
        docker.removeContext("/");
        try (var api = answering(204, "")) {
            assertThat(api.delete("/volumes/x")).isEmpty();
        }
    }

    @Test
    void a_refusal_is_in_docker_s_words() {
        try (var api = answering(409, "{\"message\": \"volume is in use\"}")) {
            assertThat(api.delete("/volumes/x")).contains("volume is in use");
            assertThat(api.put("/containers/x/archive", new byte[0])).contains("volume is in use");
        }
    }

    @Test
    void a_refusal_without_a_word_is_one_all_the_same() {
        try (var api = answering(500, "")) {
            assertThat(api.delete("/volumes/x")).contains("Docker answered 500 without a reason");
            assertThat(api.put("/containers/x/archive", new byte[0])).contains("Docker answered 500 without a reason");
        }
    }
}
