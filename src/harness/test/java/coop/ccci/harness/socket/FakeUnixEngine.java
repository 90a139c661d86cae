package coop.ccci.harness.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine on a Unix socket: it keeps what it is asked, byte for byte, and answers what it was told to. */
final class FakeUnixEngine implements AutoCloseable {
    /** Answers one connection itself; what it was asked is read already. */
    interface Script {
        void play(SocketChannel connection) throws IOException;
    }

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeUnixEngine(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        threads.execute(this::accept);
    }

    /** Steers what the engine does when it is asked for this, for example {@code GET /version}. */
    FakeUnixEngine on(String call, Script script) {
        scripts.put(call, script);
        return this;
    }

    /** Answers JSON. */
    FakeUnixEngine on(String call, String json) {
        return on(
                call,
                connection -> send(
                        connection,
                        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: "
                                + json.length() + "\r\n\r\n" + json));
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var request = request(connection);
            asked.add(request);
            var line = request.substring(0, request.indexOf(" HTTP/1.1"));
            var script = scripts.get(line);
            if (script == null) {
                send(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            } else {
                script.play(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String request(SocketChannel connection) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().contains("\r\n\r\n")) {
            text.append(read(connection, 1));
        }
        var length = text.toString()
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("(?s).*content-length: (\\d+)\r\n.*", "$1");
        if (length.matches("\\d+")) {
            text.append(read(connection, Integer.parseInt(length)));
        }
        return text.toString();
    }

    /** Reads so many bytes, or what there is before the end. */
    static String read(SocketChannel connection, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (connection.read(buffer) < 0) {
                break;
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }

    /** Reads up to the end. */
    static String readAll(SocketChannel connection) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (connection.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    static void send(SocketChannel connection, String text) throws IOException {
        var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (buffer.hasRemaining()) {
            connection.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
