package coop.ccci.harness.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes HTTP clients for apps under test. A connection goes to the ingress where one is given; the name that is asked
 * for and the certificate that is checked are those of the address all the same.
 */
public final class AppHttp {
    /** Of a body of the browsing client no more can be read, unpacked. */
    public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    /** As many header fields as the strictest servers that people use let pass, and more. */
    static final int MAX_HEADERS = 200;

    static final int MAX_LINE_LENGTH = 32 * 1024;

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

    /**
     * Returns a client that behaves as a browser does: it follows redirects and keeps cookies. A redirect to another host
     * than the app's is shown and not followed; of a body no more than {@value #MAX_BODY_BYTES} bytes can be read.
     *
     * @param domain the app's; the names below it are its own too
     */
    public CloseableHttpClient browsing(String domain) {
        return builder()
                .disableAutomaticRetries()
                .setRedirectStrategy(new OwnHosts(domain))
                .addExecInterceptorFirst("bounded-body", (request, scope, chain) -> {
                    var response = chain.proceed(request, scope);
                    if (response.getEntity() != null) {
                        response.setEntity(new BoundedEntity(response.getEntity(), MAX_BODY_BYTES));
                    }
                    return response;
                })
                .build();
    }

    TrustManagers trust() {
        return trust;
    }

    private HttpClientBuilder builder() {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_LINE_LENGTH)
                                .build())
                        .build())
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

    /** Lets redirects lead to the app's own hosts, at the ports where Traefik serves. */
    private static final class OwnHosts extends DefaultRedirectStrategy {
        private final String domain;

        OwnHosts(String domain) {
            this.domain = domain.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isRedirectAllowed(HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
            var host = to.getHostName().toLowerCase(Locale.ROOT);
            var isOwn = host.equals(domain) || host.endsWith("." + domain);
            var isServed = to.getPort() == -1 || to.getPort() == 443 || to.getPort() == 80;
            return isOwn && isServed && super.isRedirectAllowed(from, to, redirect, context);
        }
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
