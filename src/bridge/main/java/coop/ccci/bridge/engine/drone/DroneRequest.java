package coop.ccci.bridge.engine.drone;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One request to Drone's API, without host and without credentials: those are the door's. There is never a body: Drone
 * takes a build's parameters from the query only.
 *
 * @param method GET, POST or DELETE
 * @param path under {@code /api}, beginning with a slash
 * @param query parameters, not encoded
 */
record DroneRequest(Method method, String path, Map<String, String> query) {
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    /** What is done. */
    enum Method {
        GET,
        POST,
        DELETE
    }

    /**
     * Checks the path: a dot segment in it would lead somewhere else.
     *
     * @throws IllegalArgumentException when it is not made of plain names
     */
    DroneRequest {
        if (!PLAIN.matcher(path).matches()) {
            throw new IllegalArgumentException("this is not a path of Drone's API: " + path);
        }
        query = new LinkedHashMap<>(query);
    }

    static DroneRequest get(String path) {
        return new DroneRequest(Method.GET, path, Map.of());
    }

    static DroneRequest get(String path, Map<String, String> query) {
        return new DroneRequest(Method.GET, path, query);
    }

    static DroneRequest post(String path, Map<String, String> query) {
        return new DroneRequest(Method.POST, path, query);
    }

    static DroneRequest delete(String path) {
        return new DroneRequest(Method.DELETE, path, Map.of());
    }

    /** Whether doing it twice is the same as once. */
    boolean isRead() {
        return method == Method.GET;
    }

    String encodedQuery() {
        return query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the query, which would make a line of the log long. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
