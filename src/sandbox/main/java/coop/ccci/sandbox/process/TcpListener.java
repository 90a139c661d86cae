package coop.ccci.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that listens on a TCP port of this machine, as the kernel tells in {@code /proc/net/tcp}.
 *
 * @param address the local address as the kernel writes it: hexadecimal, bytes of each 32-bit word reversed
 * @param port the port
 * @param socket the socket's inode
 */
public record TcpListener(String address, int port, long socket) {
    private static final String LISTENING = "0A";

    /** Returns who would be in the way of listening on 127.0.0.1 at this port. */
    public static Optional<TcpListener> on(int port) {
        return Stream.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))
                .flatMap(file -> read(file).stream())
                .filter(listener -> listener.port == port && listener.coversLoopback())
                .findFirst();
    }

    /** Reads one line of {@code /proc/net/tcp} or {@code tcp6}; empty unless it is a listening socket. */
    static Optional<TcpListener> parse(String line) {
        var fields = line.trim().split("\\s+", -1);
        if (fields.length < 10 || !fields[3].equals(LISTENING)) {
            return Optional.empty();
        }
        var colon = fields[1].lastIndexOf(':');
        return Optional.of(new TcpListener(
                fields[1].substring(0, colon),
                Integer.parseInt(fields[1].substring(colon + 1), 16),
                Long.parseLong(fields[9])));
    }

    /** Returns a sentence that names port and program and says what to do. */
    public String conflictMessage(String variable) {
        return "port " + port + " on 127.0.0.1 is in use by " + owner() + ". Stop it, or choose another port with "
                + variable + ".";
    }

    /** Returns the program, as far as this user may see it. */
    public String owner() {
        return ProcessHandle.allProcesses()
                .filter(this::holds)
                .findFirst()
                .map(handle -> handle.info().commandLine().orElse("a program that does not tell its name") + " (pid "
                        + handle.pid() + ")")
                .orElse("a program of another user or container");
    }

    /** Returns whether it listens on 127.0.0.1, on all IPv4 addresses, or on all addresses. */
    private boolean coversLoopback() {
        return address.equals("0100007F")
                || address.chars().allMatch(digit -> digit == '0')
                || address.endsWith("FFFF00000100007F");
    }

    private boolean holds(ProcessHandle handle) {
        try (var files = Files.list(Path.of("/proc", Long.toString(handle.pid()), "fd"))) {
            return files.anyMatch(file -> linksTo(file, "socket:[" + socket + "]"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean linksTo(Path file, String target) {
        try {
            return Files.readSymbolicLink(file).toString().equals(target);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<TcpListener> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.flatMap(line -> parse(line).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
