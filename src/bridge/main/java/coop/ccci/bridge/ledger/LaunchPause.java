package coop.ccci.bridge.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether new runs may start. An operator pauses that for all bridges on the ledger, until he resumes it, restarts or not;
 * what runs goes on, what is asked for waits, and what waits can be cancelled.
 */
public final class LaunchPause {
    private static final String NAME = "paused";

    private final Cursors cursors;
    private final Clock clock;

    LaunchPause(Cursors cursors, Clock clock) {
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Returns since when no run starts; empty when runs start. */
    public Optional<Instant> since() {
        return cursors.find(NAME);
    }

    /** Lets no run start from now on; one that is paused already stays so since it was. */
    public Instant begin() {
        return cursors.setOnce(NAME, clock.instant());
    }

    /** Lets runs start again; returns whether they could not before. */
    public boolean end() {
        return cursors.remove(NAME);
    }
}
