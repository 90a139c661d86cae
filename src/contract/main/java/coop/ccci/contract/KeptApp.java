package coop.ccci.contract;

import java.time.Instant;
import java.util.Objects;

/**
 * An app of a failed run that was left up on purpose, to be looked into.
 *
 * @param domain its domain
 * @param until when the next janitor takes it away; until then each leaves it alone
 */
public record KeptApp(String domain, Instant until) {
    /** Checks that all parts are there. */
    public KeptApp {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(until, "until");
    }
}
