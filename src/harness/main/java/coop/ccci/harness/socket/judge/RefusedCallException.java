package coop.ccci.harness.socket.judge;

/** Thrown for a request that is not passed on; the message is a sentence for whoever reads the run's log. */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedCallException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns one for a request that a run may not make. */
    public static RefusedCallException forbidden(String message) {
        return new RefusedCallException(403, message);
    }

    /** Returns one for a request that cannot be read with certainty. */
    public static RefusedCallException unreadable(String message) {
        return new RefusedCallException(400, message);
    }

    /** Returns one for an object that there is not. */
    public static RefusedCallException missing(String message) {
        return new RefusedCallException(404, message);
    }

    /** Returns the HTTP status that says so. */
    public int status() {
        return status;
    }
}
