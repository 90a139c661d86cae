package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.drone.DroneEngine;
import coop.ccci.bridge.engine.local.LocalEngine;
import coop.ccci.bridge.engine.local.LocalEngine.HarnessLauncher;
import coop.ccci.bridge.http.CamelTransport;
import java.time.Clock;
import org.apache.camel.main.Main;

/** Makes the engine that the settings name. */
final class EngineWiring {
    private EngineWiring() {}

    /** Makes the configured engine and the beans that its routes name. */
    static Engine bind(Main camel, Configuration.Engine settings, Clock clock) {
        return settings.drone()
                .map(drone -> bindDrone(camel, settings, drone, clock))
                .orElseGet(() -> bindLocal(camel, settings, clock));
    }

    private static Engine bindLocal(Main camel, Configuration.Engine settings, Clock clock) {
        var start = new HarnessLauncher(settings, camel.getCamelContext());
        camel.bind("harnessLauncher", start);
        var engine = new LocalEngine(settings, start, clock);
        camel.bind("localEngine", engine);
        return engine;
    }

    private static Engine bindDrone(Main camel, Configuration.Engine settings, Configuration.Drone drone, Clock clock) {
        var transport = new CamelTransport(camel.getCamelContext(), DroneEngine.api(drone), clock);
        var engine = new DroneEngine(settings, drone, transport, clock);
        camel.bind("droneTransport", transport);
        camel.bind("droneEngine", engine);
        camel.bind("droneBuildCreation", engine.creation());
        return engine;
    }
}
