package coop.ccci.bridge.forge;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * How the connection to Gitea is kept: nothing is followed, remembered or repeated behind the route's back. Only reads
 * may be sent again, and the route decides that.
 */
public final class GiteaHttpClient implements HttpClientConfigurer {
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
    }
}
