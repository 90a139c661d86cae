package coop.ccci.harness.browser;

import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.process.ProgramOnPath;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The browser of this machine, and how it comes to an app on it.
 *
 * @param program Chromium; empty where it is not installed
 * @param ingress where to connect instead of where DNS points
 * @param environment the harness's own, of which the browser sees a part
 */
public record Browser(Optional<Path> program, Optional<Ingress> ingress, Map<String, String> environment) {
    private static final int HTTPS = 443;

    /** Returns the Chromium that is on the {@code PATH} of an environment. */
    public static Browser of(Map<String, String> environment, Optional<Ingress> ingress) {
        return new Browser(ProgramOnPath.find(environment, Chromium.NAME), ingress, environment);
    }

    /** Copies what could change. */
    public Browser {
        environment = Map.copyOf(environment);
    }

    /** Returns where a connection to the app goes; a name is looked up now. */
    InetSocketAddress address(String domain) {
        return ingress.map(entry -> new InetSocketAddress(host(entry), entry.port()))
                .orElseGet(() -> new InetSocketAddress(domain, HTTPS));
    }

    private static String host(Ingress entry) {
        return entry.host().replaceAll("^\\[|]$", "");
    }
}
