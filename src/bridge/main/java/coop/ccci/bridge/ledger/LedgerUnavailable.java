package coop.ccci.bridge.ledger;

/** The ledger cannot be opened; the message says why and what to do. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
