package coop.ccci.bridge.admission;

/** A step cannot be done now; the row stays as it is and comes up again later. */
public final class RetryLaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A sentence that says what is waited for. */
    public RetryLaterException(String message) {
        super(message);
    }
}
