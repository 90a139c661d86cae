package coop.ccci.harness.probe;

import coop.ccci.harness.process.Lifetime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks an app once. The connection goes to the ingress where one is given, name and certificate are those of the
 * domain all the same. Redirects are an answer and are not followed; each question opens a connection of its own.
 */
public final class AppProbe implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int FALLBACK_LENGTH = 64;

    /** What Traefik says where it has no route (observed on Traefik 2 and 3). */
    private static final String FALLBACK = "404 page not found";

    private final Trust trust;
    private final CloseableHttpClient client;

    /**
     * Makes a probe.
     *
     * @param ingress where to connect instead of where DNS points
     * @param authority a PEM file of an authority to trust besides the system's
     * @throws coop.ccci.harness.result.RunFault of the environment when that file cannot be read
     */
    public AppProbe(Optional<Ingress> ingress, Optional<Path> authority) {
        this.trust = Trust.load(authority);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.context()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(3))
                        .setSocketTimeout(Timeout.ofSeconds(5))
                        .build());
        ingress.ifPresent(entry ->
                connections.setDnsResolver(new Fixed(entry.host())).setSchemePortResolver(host -> entry.port()));
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(10))
                        .build())
                .setSchemePortResolver(DefaultSchemePortResolver.INSTANCE)
                .setUserAgent("cc-ci")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /**
     * Asks once.
     *
     * @param path begins with a slash
     * @param codes the status codes that the app may answer with
     * @throws Lifetime.LifetimeOver when the lifetime is over first
     */
    public Answer ask(String domain, String path, Set<Integer> codes, Lifetime lifetime) {
        var work = new CompletableFuture<Answer>();
        var thread = new Thread(() -> work.complete(ask(domain, path, codes)), "probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return lifetime.await(work, LONGEST);
        } catch (TimeoutException e) {
            return new Answer.NotTheApp("no whole answer within " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer ask(String domain, String path, Set<Integer> codes) {
        try {
            var request = new HttpGet(path);
            return client.execute(new HttpHost("https", domain), request, response -> judge(response, codes));
        } catch (SSLException e) {
            return isCertificate(e)
                    ? new Answer.WrongCertificate(certificate(domain, e))
                    : new Answer.NoIngress("no TLS handshake: " + e.getMessage());
        } catch (UnknownHostException e) {
            return new Answer.NoIngress("the name " + domain + " is unknown to DNS; set CCCI_INGRESS");
        } catch (IOException e) {
            return new Answer.NoIngress("nothing answered: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Answer.NotTheApp("an answer that is not HTTP: " + e.getMessage());
        }
    }

    private static Answer judge(ClassicHttpResponse response, Set<Integer> codes) throws IOException {
        var code = response.getCode();
        if (code == 404 && isFallback(response)) {
            return new Answer.NotTheApp("Traefik's own 404: it has no route to the app");
        }
        if (codes.contains(code)) {
            return new Answer.FromApp(code);
        }
        return new Answer.NotTheApp(
                "the status " + code + " instead of " + codes.stream().sorted().toList());
    }

    private static boolean isFallback(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return false;
        }
        try (var body = response.getEntity().getContent()) {
            var text = new String(body.readNBytes(FALLBACK_LENGTH), StandardCharsets.UTF_8);
            return text.strip().equals(FALLBACK);
        }
    }

    private static boolean isCertificate(SSLException e) {
        return e instanceof SSLPeerUnverifiedException || e.getCause() instanceof CertificateException;
    }

    private String certificate(String domain, SSLException e) {
        var whose = trust.refused().isEmpty() ? "" : " (" + trust.refused() + ")";
        return "a certificate" + whose + " that is not valid for " + domain + ": " + e.getMessage();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // nothing is lost with a connection that cannot be closed
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
