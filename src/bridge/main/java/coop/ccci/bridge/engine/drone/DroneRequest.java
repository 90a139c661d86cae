package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.door.ApiPath;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request to Drone's API, without host and without credentials: those are the door's. There is never a body: Drone
 * takes a build's parameters from the query only.
 *
 * @param method GET, POST or DELETE
 * @param path under {@code /api}, beginning with a slash
 * @param query parameters, not encoded
 */
record DroneRequest(Method method, String path, Map<String, String> query) {
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
        path = ApiPath.plain(path, "Drone");
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
        return ApiPath.query(query);
    }

    /** Without the query, which would make a line of the log long. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
