package coop.ccci.bridge.webhook;

/** A delivery that is not taken; its message is the answer, and tells the forge's administrator what to change. */
public final class RejectedDeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Makes one that is answered with that status and sentence. */
    public RejectedDeliveryException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** Returns the HTTP status of the answer. */
    int status() {
        return status;
    }
}
