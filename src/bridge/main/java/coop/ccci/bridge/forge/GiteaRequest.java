package coop.ccci.bridge.forge;

import coop.ccci.bridge.door.ApiPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request to Gitea's API, without host and without credentials: those are the door's.
 *
 * @param method GET, POST or PATCH
 * @param path under {@code /api/v1}, beginning with a slash
 * @param query parameters, not encoded
 * @param body JSON to send; empty for none
 */
record GiteaRequest(Method method, String path, Map<String, String> query, Optional<Object> body) {
    /** What is done. */
    enum Method {
        GET,
        POST,
        PATCH
    }

    /**
     * Checks the path: it is made of names out of the ledger and the forge, and a dot segment in one would lead
     * somewhere else.
     *
     * @throws IllegalArgumentException when it is not made of plain names
     */
    GiteaRequest {
        path = ApiPath.plain(path, "Gitea");
        query = new LinkedHashMap<>(query);
    }

    static GiteaRequest get(String path, Map<String, String> query) {
        return new GiteaRequest(Method.GET, path, query, Optional.empty());
    }

    static GiteaRequest get(String path) {
        return get(path, Map.of());
    }

    static GiteaRequest post(String path, Object body) {
        return new GiteaRequest(Method.POST, path, Map.of(), Optional.of(body));
    }

    static GiteaRequest patch(String path, Object body) {
        return new GiteaRequest(Method.PATCH, path, Map.of(), Optional.of(body));
    }

    /** Whether doing it twice is the same as once. */
    boolean isRead() {
        return method == Method.GET;
    }

    String encodedQuery() {
        return ApiPath.query(query);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
