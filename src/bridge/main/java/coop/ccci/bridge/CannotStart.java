package coop.ccci.bridge;

/** The bridge cannot start; the message says why and what to do. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
