package coop.ccci.bridge.forge;

/** Gitea cannot be asked just now; trying again later may help. */
public final class ForgeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a sentence that says what happened. */
    public ForgeUnavailableException(String message) {
        super(message);
    }

    ForgeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
