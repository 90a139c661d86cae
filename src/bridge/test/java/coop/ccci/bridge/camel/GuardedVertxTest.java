package coop.ccci.bridge.camel;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.BridgeFixture;
import coop.ccci.bridge.camel.GuardedVertx.Limits;
import coop.ccci.bridge.dashboard.RouteServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow, long and many connections, to a server as the bridge's is, with less patience. */
class GuardedVertxTest {
    private static final Limits IMPATIENT =
            new Limits(Duration.ofMillis(800), Duration.ofMillis(1200), 3, 4096, 16 * 1024);

    private final GuardedVertx guarded = new GuardedVertx(IMPATIENT);
    private final RouteServer server = new RouteServer("webhook-limits-none*", Map.of("vertx", guarded.vertx()));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void tearDown() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        server.close();
        guarded.close();
    }

    @Test
    void row_19_headers_that_come_a_byte_at_a_time_are_cut_off() throws IOException {
        var socket = connect();
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\n");
        assertIsCutOffWhileTrickling(socket);
    }

    @Test
    void row_19_a_body_that_comes_a_byte_at_a_time_is_cut_off() throws IOException {
        var socket = connect();
        write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        assertIsCutOffWhileTrickling(socket);
    }

    @Test
    void row_19_a_connection_that_says_nothing_is_cut_off() throws IOException {
        assertThat(connect().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void row_19_one_connection_too_many_is_cut_off_and_the_others_are_answered() throws IOException {
        var first = connect();
        var second = connect();
        var third = connect();
        for (var socket : List.of(first, second, third)) {
            assertThat(ask(socket)).startsWith("HTTP/1.1 404");
        }
        assertThat(connect().getInputStream().read()).isEqualTo(-1);
        first.close();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(ask(connect())).startsWith("HTTP/1.1 404"));
    }

    @Test
    void until_the_routes_are_there_a_request_is_to_come_again() throws IOException {
        var early = GuardedVertx.heldBack(IMPATIENT, request -> true);
        try (var closed = new RouteServer("webhook-limits-none*", Map.of("vertx", early.vertx()))) {
            assertThat(closed.get("/hook").statusCode()).isEqualTo(503);
            early.ready();
            assertThat(closed.get("/hook").statusCode()).isEqualTo(404);
        } finally {
            early.close();
        }
    }

    /** Vert.x would copy what it finds on the class path, into a folder that outlives whoever is killed. */
    @Test
    void it_keeps_no_copies_of_files() {
        try (var guarded = new GuardedVertx(IMPATIENT)) {
            assertThat(guarded.vertx().fileSystem().existsBlocking("coop/ccci/bridge/camel/GuardedVertx.class"))
                    .isFalse();
        }
    }

    @Test
    void row_19_a_connection_is_used_for_several_requests() throws IOException {
        var socket = connect();
        assertThat(ask(socket)).startsWith("HTTP/1.1 404");
        assertThat(ask(socket)).startsWith("HTTP/1.1 404");
    }

    @Test
    void row_19_long_headers_are_refused() throws IOException {
        var socket = connect();
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 431");
    }

    @Test
    void row_19_http_2_is_not_spoken_in_clear_text() throws IOException {
        var socket = connect();
        var upgrade = List.of(
                "GET / HTTP/1.1",
                "Host: x",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
        write(socket, String.join("\r\n", upgrade) + "\r\n\r\n");
        assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 404");
        var prior = connect();
        write(prior, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(line(prior.getInputStream())).endsWith("501 Not Implemented");
    }

    private void assertIsCutOffWhileTrickling(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        var isCut = new AtomicBoolean();
        BridgeFixture.eventually().until(() -> {
            isCut.set(isCut.get() || !trickle(socket));
            return isCut.get();
        });
    }

    /** Sends one byte more, and returns whether the other side is still there. */
    private static boolean trickle(Socket socket) {
        try {
            write(socket, "a");
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        var status = line(socket.getInputStream());
        var length = 0;
        for (var header = line(socket.getInputStream()); !header.isEmpty(); header = line(socket.getInputStream())) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
        return status;
    }

    private static String line(InputStream stream) throws IOException {
        var line = new StringBuilder();
        for (var next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
