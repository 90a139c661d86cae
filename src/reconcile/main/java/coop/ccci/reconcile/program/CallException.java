package coop.ccci.reconcile.program;

/** Thrown when a program of this host cannot be started, or does not end in time. */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence for the operator. */
    public CallException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates one with a sentence for the operator. */
    public CallException(String message) {
        super(message);
    }
}
