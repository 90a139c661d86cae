package coop.ccci.bridge.http;

/** Somebody else's webhook did not take a message; asking again later may help. */
public final class WebhookUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WebhookUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
