package coop.ccci.reconcile.part;

/** Thrown when a part cannot be brought to what is wished; the sentence says what is in the way and what to do. */
public final class PartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence for the operator. */
    public PartException(String message) {
        super(message);
    }

    /** Creates one with a sentence for the operator. */
    public PartException(String message, Throwable cause) {
        super(message, cause);
    }
}
