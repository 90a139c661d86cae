package coop.ccci.bridge.http;

/** Sends requests to one JSON API. */
@FunctionalInterface
public interface RestTransport {
    /**
     * Sends a request and waits for the answer.
     *
     * @return the answer, whatever it was short of "not now"
     * @throws RuntimeException the API's own, when there is no answer now: no connection, time-out, a fault of the server
     *     or of what stands before it, too many requests
     */
    RestResponse send(RestRequest request);
}
