package coop.ccci.harness.probe;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the authorities that this machine trusts, and one more where a file names it. It remembers whose certificate
 * it refused last, to say so.
 */
final class TrustManagers extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager checks;
    private volatile String refused = "";

    private TrustManagers(X509ExtendedTrustManager checks) {
        this.checks = checks;
    }

    /**
     * Reads the authorities.
     *
     * @param more a PEM file of authorities to trust besides the system's
     * @throws RunException of the environment when the file cannot be read
     */
    static TrustManagers load(Optional<Path> more) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var count = 0;
            for (var authority : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("system-" + count++, authority);
            }
            if (more.isPresent()) {
                try (var stream = Files.newInputStream(more.get())) {
                    for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                        store.setCertificateEntry("file-" + count++, authority);
                    }
                }
            }
            return new TrustManagers(manager(store));
        } catch (IOException | CertificateException e) {
            throw RunException.environment(
                    "cannot read the authority to trust in "
                            + more.map(Path::toString).orElse("") + " (CCCI_CA_FILE): " + e.getMessage(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java can check certificates", e);
        }
    }

    private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Returns the subject of the certificate that was refused last; empty when none was. */
    String refused() {
        return refused;
    }

    private void remember(X509Certificate[] chain) {
        refused = chain.length == 0 ? "" : chain[0].getSubjectX500Principal().getName();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        remember(chain);
        checks.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        remember(chain);
        checks.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        remember(chain);
        checks.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checks.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
