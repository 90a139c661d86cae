package coop.ccci.harness.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Looks at the certificate that the ingress shows for a name, and judges it afterwards: a connection that refuses a
 * wrong certificate does not get to see when it ends. Nothing is sent over the connection.
 */
public final class TlsProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int HTTPS = 443;

    private final Optional<Ingress> ingress;
    private final TrustManagers trust;

    /**
     * Creates a probe.
     *
     * @param ingress where to connect instead of where DNS points
     * @param authority a PEM file of an authority to trust besides the system's
     * @throws coop.ccci.harness.result.RunException of the environment when that file cannot be read
     */
    public TlsProbe(Optional<Ingress> ingress, Optional<Path> authority) {
        this.ingress = ingress;
        this.trust = TrustManagers.load(authority);
    }

    /**
     * Connects.
     *
     * @param name the host name to ask for
     * @throws IOException when the name is unknown, nothing answers, or what answers does not speak TLS
     */
    public Certificate connect(String name) throws IOException {
        var host = ingress.map(Ingress::host).orElse(name);
        var port = ingress.map(Ingress::port).orElse(HTTPS);
        var seen = new CapturingTrustManager();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            try (var socket = (SSLSocket) context(seen).getSocketFactory().createSocket(plain, name, port, false)) {
                var parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        }
        return judge(name, seen);
    }

    private Certificate judge(String name, CapturingTrustManager seen) throws SSLException {
        if (seen.chain.length == 0) {
            throw new SSLException("it showed no certificate");
        }
        var certificate = seen.chain[0];
        return new Certificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getNotAfter().toInstant(),
                isFor(name, certificate),
                distrust(seen),
                digest(certificate.getPublicKey()));
    }

    private static boolean isFor(String name, X509Certificate certificate) {
        try {
            new DefaultHostnameVerifier().verify(name, certificate);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private Optional<String> distrust(CapturingTrustManager seen) {
        try {
            trust.checkServerTrusted(seen.chain, seen.type);
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String digest(PublicKey key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static SSLContext context(TrustManager manager) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /**
     * A certificate.
     *
     * @param subject whose it says it is
     * @param notAfter when it ends
     * @param nameMatches whether it is for the name that was asked for
     * @param distrust why it is not trusted; empty when it is
     * @param key the SHA-256 of its public key, base64, as RFC 7469 has it
     */
    public record Certificate(
            String subject, Instant notAfter, boolean nameMatches, Optional<String> distrust, String key) {}

    /** Keeps what it is shown, and lets everything pass: it is judged afterwards. */
    private static final class CapturingTrustManager extends X509ExtendedTrustManager {
        private X509Certificate[] chain = new X509Certificate[0];
        private String type = "UNKNOWN";

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how, Socket socket) {
            chain = shown.clone();
            type = how;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how, SSLEngine engine) {
            throw new IllegalStateException("only sockets are used here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how) {
            throw new IllegalStateException("only sockets are used here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how, Socket socket) {
            throw new IllegalStateException("there are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how, SSLEngine engine) {
            throw new IllegalStateException("there are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how) {
            throw new IllegalStateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
