package coop.ccci.bridge.ledger;

/** The ledger cannot be opened; the message says why and what to do. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
