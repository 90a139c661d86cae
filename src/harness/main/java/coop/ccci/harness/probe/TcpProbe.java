package coop.ccci.harness.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens a connection to a port of this machine and sees whether it stays open: Docker's proxy takes every connection to a
 * published port, and closes it at once where nothing listens behind it.
 */
public final class TcpProbe {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(3);
    private static final Duration STAYS_OPEN = Duration.ofSeconds(1);

    private final Duration staysOpen;

    /** Creates a probe. */
    public TcpProbe() {
        this(STAYS_OPEN);
    }

    TcpProbe(Duration staysOpen) {
        this.staysOpen = staysOpen;
    }

    /** Returns why nobody answers at the port; empty when somebody speaks there, or waits to be spoken to. */
    public Optional<String> problem(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECTS_WITHIN.toMillis());
            socket.setSoTimeout((int) staysOpen.toMillis());
            return socket.getInputStream().read() < 0
                    ? Optional.of("a connection to port " + port + " is closed at once")
                    : Optional.empty();
        } catch (SocketTimeoutException e) {
            return e.getMessage().startsWith("Read") ? Optional.empty() : Optional.of(nobody(port, e));
        } catch (IOException e) {
            return Optional.of(nobody(port, e));
        }
    }

    private static String nobody(int port, IOException e) {
        return "nothing answers at port " + port + ": " + e.getMessage();
    }
}
