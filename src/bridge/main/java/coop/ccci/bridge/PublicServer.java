package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The servers of a process: the public one, and the management server on 127.0.0.1. */
final class PublicServer {
    private PublicServer() {}

    /** Returns which server the routes are for: with two Camel cannot tell, unless exactly one is bound. */
    static VertxPlatformHttpServerConfiguration of(Configuration.Http http) {
        var server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(http.host());
        server.setBindPort(http.port());
        return server;
    }

    /** Returns Camel's properties of both. */
    static Map<String, String> properties(Configuration.Http http, Configuration.Management management) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("camel.server.enabled", "true");
        settings.put("camel.server.host", http.host());
        settings.put("camel.server.port", String.valueOf(http.port()));
        settings.put("camel.server.maxBodySize", "1048576");
        settings.put("camel.server.fileUploadEnabled", "false");
        settings.put("camel.management.enabled", "true");
        settings.put("camel.management.host", "127.0.0.1");
        settings.put("camel.management.port", String.valueOf(management.port()));
        settings.put("camel.management.healthCheckEnabled", "true");
        settings.put("camel.management.metricsEnabled", "true");
        settings.put("camel.health.enabled", "true");
        settings.put("camel.health.exposureLevel", "full");
        settings.put("camel.metrics.enabled", "true");
        return settings;
    }
}
