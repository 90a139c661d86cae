package coop.ccci.harness.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes HTTP clients for apps under test. A connection goes to the ingress where one is given; the name that is asked
 * for and the certificate that is checked are those of the address all the same.
 */
public final class AppHttp {
    private final Optional<Ingress> ingress;
    private final TrustManagers trust;

    /**
     * Creates a maker of HTTP clients.
     *
     * @param ingress where to connect instead of where DNS points
     * @param authority a PEM file of an authority to trust besides the system's
     * @throws coop.ccci.harness.result.RunException of the environment when that file cannot be read
     */
    public AppHttp(Optional<Ingress> ingress, Optional<Path> authority) {
        this.ingress = ingress;
        this.trust = TrustManagers.load(authority);
    }

    /** Returns a client that shows what the app itself says: no redirect is followed, no cookie and no connection kept. */
    public CloseableHttpClient plain() {
        return builder()
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /**
     * Returns a client that follows no redirect by itself and keeps no connection; cookies are kept where a request's
     * context has a store for them.
     */
    CloseableHttpClient stepwise() {
        return builder()
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build();
    }

    /** Returns a client that behaves as a browser does: it follows redirects and keeps cookies. */
    public CloseableHttpClient browsing() {
        return builder().disableAutomaticRetries().build();
    }

    TrustManagers trust() {
        return trust;
    }

    private HttpClientBuilder builder() {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.context()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(3))
                        .setSocketTimeout(Timeout.ofSeconds(5))
                        .build());
        ingress.ifPresent(entry ->
                connections.setDnsResolver(new Fixed(entry.host())).setSchemePortResolver(host -> entry.port()));
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(10))
                        .build())
                .setSchemePortResolver(DefaultSchemePortResolver.INSTANCE)
                .setUserAgent("cc-ci");
    }

    /** Resolves every name to the ingress. */
    private record Fixed(String host) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String name) {
            return name;
        }
    }
}
