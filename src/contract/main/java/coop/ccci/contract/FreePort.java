package coop.ccci.contract;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port for a program that must be told one and listens on it a moment later. It is none of those that Linux gives to
 * whoever asks for any (32768 and more, {@code ip_local_port_range} in <a
 * href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>), nor one of those that swarm publishes (30000 and more):
 * so no connection that another program makes meanwhile takes it.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int END = 30_000;
    private static final int MAX_TRIES = 100;
    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * Chooses one on which nothing listens now, and another one each time.
     *
     * @return from 15000 to 29999
     * @throws IllegalStateException when none of many is free
     */
    public static int choose() {
        for (var tries = 0; tries < MAX_TRIES; tries++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && CHOSEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + END + " is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
