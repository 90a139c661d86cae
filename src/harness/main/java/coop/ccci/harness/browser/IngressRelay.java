package coop.ccci.harness.browser;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * Hands connections to a Unix socket on to the ingress, byte for byte: the harness's end of the only way that a browser has
 * which is shut into a network of its own.
 */
final class IngressRelay implements AutoCloseable {
    private static final int WAITING = 64;
    private static final int PIECE = 64 * 1024;

    private final ServerSocketChannel server;

    private IngressRelay(ServerSocketChannel server) {
        this.server = server;
    }

    /**
     * Listens from now on.
     *
     * @param socket its path, which must not exist
     * @param ingress where each connection goes; asked each time
     * @throws IOException when the socket cannot be made
     */
    static IngressRelay open(Path socket, Supplier<InetSocketAddress> ingress) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), WAITING);
        // the relay has no rights but those of its group, this process's own
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwx---"));
        begin("ingress", () -> accept(server, ingress));
        return new IngressRelay(server);
    }

    private static void accept(ServerSocketChannel server, Supplier<InetSocketAddress> ingress) {
        try {
            while (server.isOpen()) {
                var browser = server.accept();
                begin("ingress-out", () -> connect(browser, ingress));
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private static void connect(SocketChannel browser, Supplier<InetSocketAddress> ingress) {
        try (browser;
                var app = SocketChannel.open(ingress.get())) {
            var back = begin("ingress-back", () -> copy(app, browser));
            copy(browser, app);
            back.join();
        } catch (IOException e) {
            // the browser sees that its connection is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side has no more to say, which the other is told; a side that breaks off ends both. */
    private static void copy(SocketChannel from, SocketChannel to) {
        var piece = ByteBuffer.allocate(PIECE);
        try {
            while (from.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(SocketChannel one, SocketChannel other) {
        try (one;
                other) {
            // both are closed, whatever becomes of the first
        } catch (IOException e) {
            // and nothing is lost with them
        }
    }

    private static Thread begin(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
