package coop.ccci.bridge.door;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * How the connections through the doors are kept: nothing is followed, remembered or repeated behind a route's back.
 * Only reads may be sent again, and the route decides that.
 */
public final class StrictHttpClientConfigurer implements HttpClientConfigurer {
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
    }
}
