package coop.ccci.bridge.engine;

/** The engine cannot be asked just now; trying again later may help. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a sentence that says what happened. */
    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
