package coop.ccci.abra;

/** What ends a command: its message becomes the one {@code FATA} line, and the exit code is 1. */
public final class FatalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal or a fault, in one sentence that tells the reader what to do. */
    public FatalException(String message) {
        super(message);
    }

    /** The same with what caused it; the cause shows with {@code --debug}. */
    public FatalException(String message, Throwable cause) {
        super(message, cause);
    }
}
