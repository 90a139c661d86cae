package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Claims.Work;
import java.util.Map;

/** A row of the ledger that a test works on: claimed, as the bridge claims it before each step. */
public final class ClaimedRow {
    private ClaimedRow() {}

    /** Claims a row by its number, which nobody else has. */
    public static Claim claim(Ledger ledger, Work work, long id) {
        return ledger.claims().take(work, Map.of("id", id)).orElseThrow();
    }
}
