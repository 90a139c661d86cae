package coop.ccci.host;

/** Thrown when a {@link UnitHost} does not boot, is gone, or refuses what must succeed; the message says what it was. */
public final class UnitHostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence. */
    public UnitHostException(String message) {
        super(message);
    }

    /** Creates one with a sentence, and keeps what caused it. */
    public UnitHostException(String message, Throwable cause) {
        super(message, cause);
    }
}
