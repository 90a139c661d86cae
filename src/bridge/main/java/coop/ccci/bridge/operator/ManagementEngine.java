package coop.ccci.bridge.operator;

import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Has the routes that name it served by the management server: Camel's own engine serves all of them at the public one. It
 * stays unknown to the component, so that a route that names no engine never gets here.
 */
public final class ManagementEngine extends VertxPlatformHttpEngine {
    private final int managementPort;

    /** Serves at that port. */
    public ManagementEngine(int managementPort) {
        this.managementPort = managementPort;
    }

    @Override
    protected void doInit() {
        // Camel's own engine makes itself known here as the one of all routes.
    }

    @Override
    public int getServerPort() {
        return managementPort;
    }
}
