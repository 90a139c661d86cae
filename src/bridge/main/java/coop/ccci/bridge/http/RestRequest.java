package coop.ccci.bridge.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One request to a JSON API, without host and without credentials: the transport adds those.
 *
 * @param method what is done
 * @param path under the API's prefix, beginning with a slash
 * @param query parameters, not encoded
 * @param body JSON to send; empty for none
 */
public record RestRequest(Method method, String path, Map<String, String> query, Optional<Object> body) {
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)++");

    /** The HTTP methods in use. */
    public enum Method {
        GET,
        POST,
        PATCH,
        DELETE
    }

    /**
     * Checks the path: it is made of names out of the ledger, of comments and of other systems' answers, and a dot segment
     * in one would lead somewhere else.
     *
     * @throws IllegalArgumentException when it is not made of plain names
     */
    public RestRequest {
        if (!PLAIN.matcher(path).matches()) {
            throw new IllegalArgumentException("this is not a path of the API: " + path);
        }
        query = new LinkedHashMap<>(query);
    }

    /** Returns a request that reads. */
    public static RestRequest get(String path) {
        return get(path, Map.of());
    }

    /** Returns a request that reads, with query parameters. */
    public static RestRequest get(String path, Map<String, String> query) {
        return new RestRequest(Method.GET, path, query, Optional.empty());
    }

    /** Returns a request that creates something out of a JSON body. */
    public static RestRequest post(String path, Object body) {
        return new RestRequest(Method.POST, path, Map.of(), Optional.of(body));
    }

    /** Returns a request that creates something out of query parameters. */
    public static RestRequest postQuery(String path, Map<String, String> query) {
        return new RestRequest(Method.POST, path, query, Optional.empty());
    }

    /** Returns a request that changes something by a JSON body. */
    public static RestRequest patch(String path, Object body) {
        return new RestRequest(Method.PATCH, path, Map.of(), Optional.of(body));
    }

    /** Returns a request that removes or ends something. */
    public static RestRequest delete(String path) {
        return new RestRequest(Method.DELETE, path, Map.of(), Optional.empty());
    }

    /** Returns whether sending it twice has the effect of sending it once. */
    public boolean isRead() {
        return method == Method.GET;
    }

    /** Returns the parameters as they stand behind the question mark. */
    public String encodedQuery() {
        return query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the method and the path, without the query, which would make a line of the log long. */
    @Override
    public String toString() {
        return method + " " + path;
    }

    /** What a request is for. Each is counted by itself, so that none can use up what the others need. */
    public enum Purpose {
        /** Looking for comments. */
        POLL,

        /** Deciding about comments. */
        ADMISSION,

        /** Showing what has become of them. */
        REPORT,

        /** All that nobody outside can cause. */
        OTHER;

        /** Returns how many requests of a minute's are for this. */
        int shareOf(int requests) {
            return this == OTHER ? requests : Math.max(1, requests / 3);
        }
    }

    /** Sends requests to one JSON API. */
    @FunctionalInterface
    public interface Transport {
        /**
         * Sends a request and waits for the answer.
         *
         * @return the answer, whatever it was short of "not now"
         * @throws RuntimeException the API's own, when there is no answer now: no connection, time-out, a fault of the server
         *     or of what stands before it, too many requests
         */
        RestResponse send(RestRequest request);
    }
}
