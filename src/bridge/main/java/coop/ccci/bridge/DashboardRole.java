package coop.ccci.bridge;

import coop.ccci.bridge.Bridge.StartupException;
import coop.ccci.bridge.camel.GuardedVertx;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.Configuration.DashboardConfiguration;
import coop.ccci.bridge.dashboard.PageEndpoint;
import coop.ccci.bridge.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The routes below {@code routes/dashboard} as an application of their own, beside a bridge with which it shares the ledger
 * and the run directories. It only reads both, and has neither a token of the forge nor one of the engine.
 */
final class DashboardRole implements AutoCloseable {
    private final Ledger ledger;
    private final Main camel;
    private final GuardedVertx servers;

    private DashboardRole(Ledger ledger, Main camel, GuardedVertx servers) {
        this.ledger = ledger;
        this.camel = camel;
        this.servers = servers;
    }

    /**
     * Opens the ledger to read and makes everything; nothing runs yet.
     *
     * @throws coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException when the ledger cannot be read, or no bridge of this
     *     version has brought it to its form
     * @throws StartupException when a port is taken
     */
    static DashboardRole open(DashboardConfiguration configuration, Clock clock) {
        var ledger = Ledger.openToRead(configuration.ledger(), clock);
        try {
            HttpServers.requireFree(configuration.http(), configuration.management());
        } catch (StartupException e) {
            ledger.close();
            throw e;
        }
        var camel = new Main();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var servers = OperatorWiring.servers(configuration.management(), metrics);
        camel.bind("vertx", servers.vertx());
        properties(configuration).forEach(camel::addInitialProperty);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                bind(camel, configuration, ledger, metrics, clock);
            }

            @Override
            public void afterStart(BaseMainSupport main) {
                CamelProperties.requireRoutes(main.getCamelContext(), CamelProperties.PAGES);
                servers.ready();
            }
        });
        return new DashboardRole(ledger, camel, servers);
    }

    private static Map<String, String> properties(DashboardConfiguration configuration) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("camel.main.name", "cc-ci-dashboard");
        settings.put("camel.main.routesIncludePattern", "classpath:routes/dashboard/*.camel.yaml");
        settings.put("camel.main.shutdownTimeout", "5");
        settings.put("camel.main.useMdcLogging", "true");
        settings.put("camel.main.jmxEnabled", "false");
        settings.putAll(HttpServers.properties(configuration.http(), configuration.management()));
        return settings;
    }

    private static void bind(
            Main camel, DashboardConfiguration configuration, Ledger ledger, MeterRegistry metrics, Clock clock) {
        camel.bind("publicServer", HttpServers.publicServer(configuration.http()));
        camel.bind("metricsRegistry", metrics);
        camel.bind("ledgerHealthCheck", new ReadinessCheck("ledger", ledger::problems));
        PageEndpoint.beans(ledger, configuration.runs(), configuration.forge(), configuration.publicUrl(), clock)
                .forEach(camel::bind);
    }

    /** Starts everything and returns. */
    void start() {
        try {
            camel.start();
            servers.ready();
        } catch (RuntimeException e) {
            throw new StartupException("the dashboard cannot start: " + e.getMessage(), e);
        }
    }

    /** Starts everything and returns when the process is told to stop. */
    void runUntilStopped() {
        try {
            camel.run();
        } catch (Exception e) {
            throw new StartupException("the dashboard cannot start: " + e.getMessage(), e);
        }
    }

    /** Returns the running routes. */
    CamelContext context() {
        return camel.getCamelContext();
    }

    @Override
    public void close() {
        camel.stop();
        servers.close();
        ledger.close();
    }
}
