package coop.ccci.sandbox.part.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final String ZONE = "ci.localhost";
    private static final char[] NO_PASSWORD = new char[0];

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final ZoneCertificate made = new CertificateAuthority(clock).sign(ZONE);

    @Test
    void a_client_that_trusts_the_authority_accepts_every_name_of_the_zone() throws Exception {
        assertThat(handshake(made, made, "cust-0a1b2c.ci.localhost")).contains(" 404 ");
        assertThat(handshake(made, made, ZONE)).contains(" 404 ");
        assertThat(handshake(made, made, "cust-0a1b2c.kill.ci.localhost")).contains(" 404 ");
    }

    @Test
    void it_is_not_accepted_for_a_name_outside_the_zone() {
        assertThatThrownBy(() -> handshake(made, made, "example.org")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void it_is_not_accepted_by_who_trusts_another_authority() {
        var other = new CertificateAuthority(clock).sign(ZONE);
        assertThatThrownBy(() -> handshake(made, other, ZONE)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void the_authority_may_sign_names_of_its_zone_only_and_no_further_authority() {
        assertThat(made.trusted().getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(made.trusted().getBasicConstraints()).isZero();
        assertThat(made.leaf().getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void it_is_found_again_and_its_key_is_for_the_owner_only() throws IOException {
        made.save(folder);
        assertThat(ZoneCertificate.load(folder, ZONE, clock)).contains(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("zone.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void it_is_made_anew_for_another_zone_and_a_week_before_its_end() {
        made.save(folder);
        assertThat(ZoneCertificate.load(folder, "other.localhost", clock)).isEmpty();
        var nearlyAYearLater = Clock.fixed(Instant.now().plus(Duration.ofDays(359)), ZoneOffset.UTC);
        assertThat(ZoneCertificate.load(folder, ZONE, nearlyAYearLater)).isEmpty();
    }

    /** What a client that trusts the one's authority gets from a server with the other's certificate. */
    private static String handshake(ZoneCertificate server, ZoneCertificate trusted, String host) throws Exception {
        try (var socket = serverSocket(server)) {
            var answering = new Thread(() -> answer(socket));
            answering.setDaemon(true);
            answering.start();
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
            return new TlsStatusProbe(trusted.trusted(), Duration.ofSeconds(10)).statusLine(address, host);
        }
    }

    private static void answer(SSLServerSocket server) {
        try (var socket = server.accept()) {
            var request = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                Thread.onSpinWait();
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (SSLHandshakeException refused) {
            assertThat(refused).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLServerSocket serverSocket(ZoneCertificate certificate) throws Exception {
        var text = certificate.key().replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var leaf = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(certificate.certificate().getBytes(StandardCharsets.US_ASCII)));
        store.setKeyEntry("zone", key, NO_PASSWORD, new Certificate[] {leaf});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
