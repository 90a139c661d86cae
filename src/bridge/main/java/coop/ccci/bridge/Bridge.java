package coop.ccci.bridge;

import coop.ccci.bridge.admission.Admission;
import coop.ccci.bridge.admission.Admission.Quotas;
import coop.ccci.bridge.admission.AdmissionPolicy;
import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.camel.ClaimStep;
import coop.ccci.bridge.camel.GuardedVertx;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.camel.WakeUpQueues;
import coop.ccci.bridge.camel.WorkThreads;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.dashboard.PageEndpoint;
import coop.ccci.bridge.engine.RunDirectoryInspector;
import coop.ccci.bridge.host.HostRole;
import coop.ccci.bridge.http.ConnectionSettings;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Claims;
import coop.ccci.bridge.ledger.DueWork;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.report.AnswerPublisher;
import coop.ccci.bridge.report.VerdictComment;
import coop.ccci.bridge.run.RunLaunch;
import coop.ccci.bridge.run.RunLifecycle;
import coop.ccci.bridge.run.RunWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The whole application: every bean is made here, by hand, and given to the routes by name. */
public final class Bridge implements AutoCloseable {
    /** The harness ends itself at its deadline; the bridge steps in only if it does not. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /** So many rows are worked on at once where their order does not matter. */
    private static final int ROWS_AT_ONCE = 4;

    private final Ledger ledger;
    private final Main camel;
    private final GuardedVertx servers;

    /** What one process of the application does. */
    enum Scope {
        /** Everything. */
        WITH_PAGES,

        /** All but the pages, which a process of their own serves. */
        WITHOUT_PAGES
    }

    private Bridge(Ledger ledger, Main camel, GuardedVertx servers) {
        this.ledger = ledger;
        this.camel = camel;
        this.servers = servers;
    }

    /**
     * Opens the ledger and makes everything; nothing runs yet.
     *
     * @throws coop.ccci.bridge.ledger.Ledger.LedgerUnavailableException when the ledger cannot be opened
     * @throws StartupException when a port is taken
     */
    public static Bridge open(Configuration configuration, Clock clock) {
        return open(configuration, clock, Scope.WITH_PAGES);
    }

    /** As {@link #open(Configuration, Clock)}, with the pages or without. */
    static Bridge open(Configuration configuration, Clock clock, Scope scope) {
        return open(configuration, clock, scope, Claims.LEASE, context -> {});
    }

    /** With claims that last as long as given, and what is done to Camel before it reads the routes. */
    static Bridge open(
            Configuration configuration,
            Clock clock,
            Scope scope,
            Duration lease,
            Consumer<CamelContext> beforeRoutes) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Both take a while, and neither needs the other.
        var servers = CompletableFuture.supplyAsync(() -> OperatorWiring.servers(configuration.management(), metrics));
        try {
            var ledger = openLedger(configuration, clock, lease);
            return new Bridge(
                    ledger,
                    camel(configuration, scope, ledger, servers.join(), metrics, clock, beforeRoutes),
                    servers.join());
        } catch (RuntimeException e) {
            servers.join().close();
            throw e;
        }
    }

    private static Ledger openLedger(Configuration configuration, Clock clock, Duration lease) {
        var ledger = Ledger.open(configuration.ledger(), clock, lease);
        try {
            HttpServers.requireFree(configuration.http(), configuration.management());
        } catch (StartupException e) {
            ledger.close();
            throw e;
        }
        ledger.queue().register(configuration.engine().name());
        ledger.queue()
                .beginAfter(RunDirectoryInspector.highestNumber(
                        configuration.engine().runs()));
        return ledger;
    }

    private static Main camel(
            Configuration configuration,
            Scope scope,
            Ledger ledger,
            GuardedVertx servers,
            MeterRegistry metrics,
            Clock clock,
            Consumer<CamelContext> beforeRoutes) {
        var camel = new Main();
        camel.bind("vertx", servers.vertx());
        CamelProperties.of(configuration, scope).forEach(camel::addInitialProperty);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                bind(camel, configuration, ledger, metrics, clock);
                beforeRoutes.accept(main.getCamelContext());
            }

            @Override
            public void afterConfigure(BaseMainSupport main) {
                ForgeWiring.addRoutes(main.getCamelContext(), configuration);
            }

            @Override
            public void afterStart(BaseMainSupport main) {
                CamelProperties.requireRoutes(main.getCamelContext(), configuration, scope);
                servers.ready();
            }
        });
        return camel;
    }

    private static void bind(
            Main camel, Configuration configuration, Ledger ledger, MeterRegistry metrics, Clock clock) {
        camel.bind("publicServer", HttpServers.publicServer(configuration.http()));
        camel.bind("ledger", ledger);
        camel.bind("ledgerDataSource", ledger.dataSource());
        camel.bind("dueWork", new DueWork(ledger));
        camel.bind("retention", ledger.retention());
        camel.bind("retentionLimits", configuration.retention());
        WorkThreads.register(camel.getCamelContext(), ROWS_AT_ONCE);
        WakeUpQueues.register(camel.getCamelContext());
        camel.bind("ledgerHealthCheck", new ReadinessCheck("ledger", ledger::problems));

        camel.bind("boundedJson", RestResponse.mapper());
        camel.bind("httpConnectionSettings", new ConnectionSettings());
        var forges = ForgeWiring.bind(camel, configuration, ledger, clock);
        var access = configuration.access();
        var rules = new AdmissionSettings(configuration::repositories, configuration.recipeTests());
        var limits = new Quotas(
                access.runsPerPerson(), access.runsPerRepository(), access.maxRuns(), access.commentsPerPerson());
        var policy = new AdmissionPolicy(forges.deciding(), rules, forges.accounts(), ledger.cursors(), clock);
        var admission = new Admission(
                ledger,
                policy,
                limits,
                forges.deciding(),
                configuration.engine().name(),
                clock);
        camel.bind("admissionPolicy", policy);
        camel.bind("admission", admission);
        camel.bind("claims", new ClaimStep(ledger, admission));
        var sweep = RecipeWiring.bind(camel, configuration, ledger, forges, rules, clock);

        var settings = configuration.engine();
        var engine = EngineWiring.bind(camel, settings, clock);
        camel.bind("engineHealthCheck", new ReadinessCheck("engine", detail -> {
            detail.accept("engine", engine.name());
            return engine.problems();
        }));
        camel.bind("hostHealthCheck", HostRole.health(settings.runs(), clock));
        OperatorWiring.bind(camel, configuration, ledger, engine, sweep, metrics, clock);
        var lifecycle = new RunLifecycle(access.revalidateAfter(), settings.runs());
        var deadline = settings.deadline().plus(GRACE);
        camel.bind(
                "runLaunch",
                new RunLaunch(ledger, engine, new Revalidation(ledger, policy), lifecycle, deadline, clock));
        camel.bind("runWatch", new RunWatch(ledger, engine, lifecycle, settings.runs(), clock));
        PageEndpoint.beans(ledger, settings.runs(), configuration.forge().url(), configuration.publicUrl(), clock)
                .forEach(camel::bind);
        camel.bind("answerPublisher", new AnswerPublisher(ledger, forges.showing(), configuration.publicUrl(), clock));
        camel.bind(
                "verdictComment",
                new VerdictComment(
                        ledger, forges.showing(), configuration.publicUrl(), configuration.editInterval(), clock));
    }

    /** Starts everything and returns. */
    public void start() {
        try {
            camel.start();
            servers.ready();
        } catch (RuntimeException e) {
            throw new StartupException("the bridge cannot start: " + e.getMessage(), e);
        }
    }

    /**
     * Starts everything and returns when the process is told to stop.
     *
     * @param whenReady what is not needed to be ready, and done then
     */
    void runUntilStopped(Runnable whenReady) {
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                whenReady.run();
            }
        });
        try {
            camel.run();
        } catch (Exception e) {
            throw new StartupException("the bridge cannot start: " + e.getMessage(), e);
        }
    }

    /** Returns the running routes. */
    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** Returns the ledger. */
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        camel.stop();
        servers.close();
        ledger.close();
    }

    /** The bridge cannot start; the message says why and what to do. */
    static final class StartupException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartupException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
