package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
    private final TcpProbe probe = new TcpProbe(Duration.ofMillis(200));

    private interface Host {
        void receive(Socket visitor) throws IOException;
    }

    private static ServerSocket server(Host host) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            try {
                host.receive(server.accept());
            } catch (IOException e) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void a_server_that_greets_answers() throws IOException {
        try (var server =
                server(visitor -> visitor.getOutputStream().write("220 mail".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(probe.problem(server.getLocalPort())).isEmpty();
        }
    }

    @Test
    void a_server_that_waits_to_be_spoken_to_answers() throws IOException {
        try (var server = server(visitor -> visitor.getInputStream().read())) {
            assertThat(probe.problem(server.getLocalPort())).isEmpty();
        }
    }

    @Test
    void a_connection_that_is_closed_at_once_as_docker_s_proxy_does_is_no_answer() throws IOException {
        try (var server = server(Socket::close)) {
            assertThat(probe.problem(server.getLocalPort())).get().asString().contains("closed at once");
        }
    }

    @Test
    void nobody_there_is_no_answer() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(probe.problem(port)).get().asString().contains("nothing answers at port " + port);
    }
}
