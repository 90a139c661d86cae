package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static HttpsServer server;
    private static Path authority;

    @BeforeAll
    static void a_server_with_a_certificate_of_ten_days_for_one_zone() throws Exception {
        var store = folder.resolve("keys.p12");
        authority = folder.resolve("authority.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ci.test",
                "-ext",
                "san=dns:*.ci.test",
                "-validity",
                "10",
                "-keystore",
                store.toString());
        keytool("-exportcert", "-rfc", "-file", authority.toString(), "-keystore", store.toString());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "a", "-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static Optional<Ingress> ingress() {
        return Optional.of(new Ingress("127.0.0.1", server.getAddress().getPort()));
    }

    @Test
    void a_certificate_of_the_zone_is_right_for_any_name_of_it_and_tells_its_end() throws IOException {
        var shown = new TlsProbe(ingress(), Optional.of(authority)).connect("anybody.ci.test");

        assertThat(shown.nameMatches()).isTrue();
        assertThat(shown.distrust()).isEmpty();
        assertThat(shown.subject()).isEqualTo("CN=ci.test");
        assertThat(Duration.between(Instant.now(), shown.notAfter()))
                .isBetween(Duration.ofDays(9), Duration.ofDays(10));
    }

    @Test
    void a_name_of_another_zone_is_told() throws IOException {
        assertThat(new TlsProbe(ingress(), Optional.of(authority))
                        .connect("anybody.example.org")
                        .nameMatches())
                .isFalse();
    }

    @Test
    void an_authority_that_nobody_trusts_is_told_and_the_end_is_seen_all_the_same() throws IOException {
        var shown = new TlsProbe(ingress(), Optional.empty()).connect("anybody.ci.test");

        assertThat(shown.distrust()).isPresent();
        assertThat(shown.notAfter()).isAfter(Instant.now());
    }

    @Test
    void nobody_there_is_told() throws IOException {
        int nobody;
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = silent.getLocalPort();
        }
        var absent = new TlsProbe(Optional.of(new Ingress("127.0.0.1", nobody)), Optional.empty());

        assertThatThrownBy(() -> absent.connect("anybody.ci.test")).isInstanceOf(IOException.class);
    }
}
