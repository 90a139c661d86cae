package coop.ccci.harness.browser;

import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.process.ProgramOnPath;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The browser of this machine, and how it comes to the apps on it.
 *
 * @param program Chromium; empty where it is not installed
 * @param zone the DNS zone of runs' apps; nothing else is reached
 * @param ingress where to connect instead of where DNS points
 * @param environment the harness's own, of which the browser sees a part
 */
public record Browser(Optional<Path> program, Zone zone, Optional<Ingress> ingress, Map<String, String> environment) {

    /** Returns the Chromium that is on the {@code PATH} of an environment. */
    public static Browser of(Map<String, String> environment, Zone zone, Optional<Ingress> ingress) {
        return new Browser(ProgramOnPath.find(environment, Chromium.NAME), zone, ingress, environment);
    }

    /** Copies what could change. */
    public Browser {
        environment = Map.copyOf(environment);
    }

    /** Returns how it is started with everything that it writes in one folder; empty where it is not installed. */
    Optional<Chromium> in(Path folder) {
        return program.map(found -> new Chromium(found, folder, zone, ingress));
    }
}
