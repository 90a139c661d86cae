package coop.ccci.harness.functional.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the app under test is found, as the harness tells the process of the tests. Nothing in it is secret.
 *
 * @param domain the app's domain
 * @param zone the DNS zone of runs' apps
 * @param ingress {@code host:port} to connect to instead of where DNS points; empty where DNS is right
 * @param authority a PEM file of an authority to trust besides the system's; empty where there is none
 * @param docker where Docker listens, for example {@code unix:///var/run/docker.sock}
 * @param hosts the further names of hosts that are the app's own
 */
public record AppAddress(
        String domain, String zone, String ingress, String authority, String docker, List<String> hosts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies what could change. */
    public AppAddress {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    /** Returns how another app of the run is reached. */
    AppAddress of(String other) {
        return new AppAddress(other, zone, ingress, authority, docker, List.of());
    }

    /** Returns a part of it; empty where it is not given. */
    static Optional<String> written(String part) {
        return Optional.of(part).filter(text -> !text.isEmpty());
    }

    /**
     * Writes it.
     *
     * @throws UncheckedIOException when that is not possible
     */
    public void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one.
     *
     * @throws UncheckedIOException when it is not there or is not one
     */
    public static AppAddress read(Path file) {
        try {
            return JSON.readValue(file.toFile(), AppAddress.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
