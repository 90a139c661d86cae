package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.ledger.Ledger;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The whole application: every bean is made here, by hand, and given to the routes by name. */
public final class Bridge implements AutoCloseable {
    private final Ledger ledger;
    private final Main camel;

    private Bridge(Ledger ledger, Main camel) {
        this.ledger = ledger;
        this.camel = camel;
    }

    /**
     * Opens the ledger and makes everything; nothing runs yet.
     *
     * @throws coop.ccci.bridge.ledger.LedgerUnavailable when the ledger cannot be opened
     */
    public static Bridge open(Configuration configuration, Clock clock) {
        var ledger = Ledger.open(configuration.ledger(), configuration.forge().name(), clock);
        var camel = new Main();
        CamelSettings.of(configuration).forEach(camel::addInitialProperty);
        beans(ledger).forEach(camel::bind);
        return new Bridge(ledger, camel);
    }

    /** The beans by the names that the routes use. */
    private static Map<String, Object> beans(Ledger ledger) {
        return Map.of("ledger", ledger, "ledgerDataSource", ledger.dataSource());
    }

    /** Starts everything and returns. */
    public void start() {
        camel.start();
    }

    /** Starts everything and returns when the process is told to stop. */
    void runUntilStopped() {
        try {
            camel.run();
        } catch (Exception e) {
            throw new CannotStart("the bridge cannot start: " + e.getMessage(), e);
        }
    }

    /** The running routes. */
    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        camel.stop();
        ledger.close();
    }
}
