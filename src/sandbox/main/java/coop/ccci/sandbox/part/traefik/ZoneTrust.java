package coop.ccci.sandbox.part.traefik;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the sandbox's throw-away authority, and in no other one. */
public final class ZoneTrust {
    /** The password of a trust store, in which is no secret. */
    public static final String PASSWORD = "changeit";

    private final KeyStore anchors;

    ZoneTrust(X509Certificate authority) {
        try {
            anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("sandbox", authority);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns trust in the authority of a sandbox that is up.
     *
     * @throws SandboxException when it has no certificate
     */
    public static ZoneTrust of(SandboxSettings settings) {
        return ZoneCertificate.load(settings.folder().traefik(), settings.zone(), Clock.systemUTC())
                .map(certificate -> new ZoneTrust(certificate.trusted()))
                .orElseThrow(() -> new SandboxException("the sandbox has no certificate for its zone"));
    }

    /** Returns a context for connections to names of the zone. */
    public SSLContext context() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the trust store of a Java program. */
    public void write(Path file) {
        try (var out = Files.newOutputStream(file)) {
            anchors.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new SandboxException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
