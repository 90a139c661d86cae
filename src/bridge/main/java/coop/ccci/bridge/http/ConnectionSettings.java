package coop.ccci.bridge.http;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The settings of all connections to other systems: nothing is followed, remembered or repeated without the route knowing.
 * Only reads may be sent again, and the route decides that.
 */
public final class ConnectionSettings implements HttpClientConfigurer {
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
    }
}
