package coop.ccci.bridge.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, before a ledger is opened, until its server can be reached. A host starts bridge, dashboard and ledger at the same time,
 * and a process that ends because it was first is started again by swarm only after half a minute.
 */
public final class LedgerWaiter {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWaiter.class);
    private static final Duration MAX = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * No connection comes about, or the server is being started or stopped. What else {@link LedgerFault#OUT_OF_REACH} has is of a
     * connection that was there, and may be a mistake in the settings: a certificate that does not fit is 08006.
     */
    private static final Set<String> NOT_UP = Set.of("08001", "57P01", "57P02", "57P03");

    private final Probe probe;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;

    LedgerWaiter(Probe probe, LongSupplier nanoTime, Consumer<Duration> pause) {
        this.probe = probe;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Returns one that connects, and sleeps between two tries. */
    public static LedgerWaiter connecting() {
        return new LedgerWaiter(LedgerConnections::tryOnce, System::nanoTime, LedgerWaiter::sleep);
    }

    /**
     * Returns when a PostgreSQL server can be reached, at the latest after a minute, and at once where waiting does not help: who
     * opens the ledger then says what is wrong. An H2 file is not touched.
     */
    public void awaitReach(LedgerUrl place) {
        if (place.isH2()) {
            return;
        }
        var began = nanoTime.getAsLong();
        var isWaiting = false;
        while (isDown(place)) {
            if (!isWaiting) {
                isWaiting = true;
                LOG.info("waiting for the ledger at {}, at most {} s", place, MAX.toSeconds());
            }
            if (nanoTime.getAsLong() - began >= MAX.toNanos()) {
                return;
            }
            pause.accept(PAUSE);
        }
        if (isWaiting) {
            LOG.info("the ledger at {} is within reach", place);
        }
    }

    private boolean isDown(LedgerUrl place) {
        try {
            probe.connect(place);
            return false;
        } catch (SQLException e) {
            return NOT_UP.contains(e.getSQLState());
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the ledger", e);
        }
    }

    /** Connects to the server of a ledger, and lets go. */
    interface Probe {
        void connect(LedgerUrl place) throws SQLException;
    }
}
