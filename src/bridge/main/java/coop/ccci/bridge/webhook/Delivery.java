package coop.ccci.bridge.webhook;

import java.util.List;

/** What of a delivery is looked at; everything else of the request stays outside. */
public final class Delivery {
    private final String contentType;
    private final String query;
    private final List<String> signatures;
    private final List<String> events;
    private final byte[] body;

    /**
     * Takes what was received.
     *
     * @param contentType as sent, empty without one
     * @param query what stood behind a question mark, empty without one
     * @param signatures the values of every header that may carry the signature
     * @param events the values of every header that may name the event
     * @param body byte for byte what was signed; not copied
     */
    Delivery(String contentType, String query, List<String> signatures, List<String> events, byte[] body) {
        this.contentType = contentType;
        this.query = query;
        this.signatures = List.copyOf(signatures);
        this.events = List.copyOf(events);
        this.body = body;
    }

    String contentType() {
        return contentType;
    }

    String query() {
        return query;
    }

    List<String> signatures() {
        return signatures;
    }

    List<String> events() {
        return events;
    }

    byte[] body() {
        return body;
    }
}
