package coop.ccci.abra.process;

/** An exception that ends a command: its message becomes the one {@code FATA} line, and the exit code is 1. */
public final class FatalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with a sentence that tells the reader what to do. */
    public FatalException(String message) {
        super(message);
    }

    /** Creates one with a cause, which {@code --debug} shows. */
    public FatalException(String message, Throwable cause) {
        super(message, cause);
    }
}
