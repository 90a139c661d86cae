package coop.ccci.bridge;

import coop.ccci.bridge.camel.GuardedVertx;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.metrics.BacklogGauges;
import coop.ccci.bridge.metrics.BridgeMetrics;
import coop.ccci.bridge.metrics.RequestTimer;
import coop.ccci.bridge.operator.AdminActions;
import coop.ccci.bridge.operator.AdminEndpoint;
import coop.ccci.bridge.operator.BridgeHealth;
import coop.ccci.bridge.operator.ManagementEngine;
import coop.ccci.bridge.operator.ManagementGuard;
import coop.ccci.bridge.operator.StatusPage;
import coop.ccci.bridge.operator.StepIdsInXml;
import coop.ccci.bridge.trigger.RecipeSweep;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** Makes what an operator sees and does: the beans of {@code routes/operator}, the health of routes and disk, the metrics. */
final class OperatorWiring {
    private OperatorWiring() {}

    /** Makes what serves all requests, which are measured, and of which the management server takes only those of the operator. */
    static GuardedVertx servers(Configuration.Management management, MeterRegistry metrics) {
        var timer = new RequestTimer(metrics);
        var guard = new ManagementGuard(management);
        return GuardedVertx.heldBack(GuardedVertx.Limits.OF_THE_BRIDGE, request -> {
            timer.measure(request);
            return guard.admits(request);
        });
    }

    static void bind(
            Main camel,
            Configuration configuration,
            Ledger ledger,
            Engine engine,
            RecipeSweep sweep,
            MeterRegistry metrics,
            Clock clock) {
        camel.bind(
                "managementEngine",
                new ManagementEngine(configuration.management().port()));
        var forges =
                configuration.forges().stream().map(Configuration.Forge::key).collect(Collectors.toUnmodifiableSet());
        camel.bind("adminEndpoint", new AdminEndpoint());
        camel.bind("adminActions", new AdminActions(ledger, engine.name(), sweep, forges));
        camel.bind("statusPage", new StatusPage(camel.getCamelContext(), ledger, engine, clock));
        camel.bind(
                "routesHealthCheck",
                new ReadinessCheck("routes", detail -> BridgeHealth.routes(camel.getCamelContext(), detail)));
        camel.bind("workHealthCheck", new ReadinessCheck("work", detail -> BridgeHealth.work(ledger, forges, detail)));
        var runs = configuration.engine().runs();
        camel.bind("diskHealthCheck", new ReadinessCheck("disk", detail -> BridgeHealth.disk(runs, detail)));
        camel.bind("metricsRegistry", metrics);
        if (configuration.management().token().isPresent()) {
            StepIdsInXml.register(camel.getCamelContext());
        }
        ledger.listen(new BridgeMetrics(metrics));
        BacklogGauges.register(metrics, ledger, engine.capacity(), clock);
    }
}
