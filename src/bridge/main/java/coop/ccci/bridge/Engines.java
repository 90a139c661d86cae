package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.drone.DroneDoor;
import coop.ccci.bridge.engine.drone.DroneEngine;
import coop.ccci.bridge.engine.drone.RouteDoor;
import coop.ccci.bridge.engine.local.HarnessStart;
import coop.ccci.bridge.engine.local.LocalEngine;
import coop.ccci.bridge.ops.EngineCheck;
import java.time.Clock;
import java.util.List;
import org.apache.camel.main.Main;

/** Makes the configured engine and the beans that its routes name. */
final class Engines {
    private Engines() {}

    static Engine bind(Main camel, Configuration.Engine settings, Clock clock) {
        return settings.drone()
                .map(drone -> drone(camel, settings, drone, clock))
                .orElseGet(() -> local(camel, settings, clock));
    }

    private static Engine local(Main camel, Configuration.Engine settings, Clock clock) {
        var start = new HarnessStart(settings, camel.getCamelContext());
        camel.bind("harnessStart", start);
        camel.bind("engineCheck", new EngineCheck(settings, List::of));
        return new LocalEngine(settings, start, clock);
    }

    private static Engine drone(Main camel, Configuration.Engine settings, Configuration.Drone drone, Clock clock) {
        var engine = new DroneEngine(settings, drone, new RouteDoor(camel.getCamelContext()), clock);
        camel.bind("droneDoor", new DroneDoor(drone));
        camel.bind("droneEngine", engine);
        camel.bind("engineCheck", new EngineCheck(settings, engine::problems));
        return engine;
    }
}
