package coop.ccci.reconcile.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import coop.ccci.reconcile.config.HostConfig.CertificateFiles;
import coop.ccci.reconcile.part.PartException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name as a server on loopback serves it, whatever the name resolves to. */
class ServedNameTest {
    private static final char[] PASSWORD = "unused".toCharArray();
    private static final String DOMAIN = "ci.example.org";
    private static final List<String> NAMES = List.of(DOMAIN, "*." + DOMAIN);

    @TempDir
    private Path folder;

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private KeyPair key;
    private HttpsServer server;

    @BeforeEach
    void setUp() throws Exception {
        key = CertificateFixture.key("EC");
        var certificate = CertificateFixture.in(folder).write(key, key, NAMES);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    @Test
    void a_name_that_is_served_with_the_certificate_of_the_files_is_good() {
        assertThat(name("/healthz", ExpectedAnswer.SUCCESS).problem()).isEmpty();
        assertThat(asked.get()).isEqualTo("drone.ci.example.org/healthz");
    }

    @Test
    void a_path_that_must_answer_with_success_and_does_not_is_told() {
        status.set(404);

        assertThat(name("/healthz", ExpectedAnswer.SUCCESS).problem())
                .contains("https://drone.ci.example.org/healthz answers 404");
        assertThat(name("/", ExpectedAnswer.ANY).problem())
                .as("of a proxy any answer is one")
                .isEmpty();
    }

    @Test
    void a_path_that_only_takes_deliveries_must_be_there() {
        status.set(405);
        assertThat(name("/hook", ExpectedAnswer.WRONG_METHOD).problem()).isEmpty();

        status.set(404);
        assertThat(name("/hook", ExpectedAnswer.WRONG_METHOD).problem())
                .contains("https://drone.ci.example.org/hook answers 404");
    }

    @Test
    void another_certificate_than_that_of_the_files_is_told() throws Exception {
        var renewed = CertificateFixture.key("EC");
        CertificateFixture.in(folder).write(renewed, renewed, NAMES);

        assertThat(name("/", ExpectedAnswer.ANY).problem().orElseThrow())
                .startsWith("https://drone.ci.example.org/ is served with another certificate than the one in ");
    }

    @Test
    void where_nothing_answers_it_is_told_for_the_name_and_not_for_the_port() {
        server.stop(0);

        assertThat(name("/", ExpectedAnswer.ANY).problem().orElseThrow())
                .startsWith("https://drone.ci.example.org/ does not answer through the proxy of this host: ");
    }

    @Test
    void files_that_do_not_fit_are_told_before_anything_is_deployed() throws Exception {
        CertificateFixture.in(folder).write(key, CertificateFixture.key("EC"), NAMES);

        assertThatThrownBy(name("/", ExpectedAnswer.ANY)::requireSound).isInstanceOf(PartException.class);
    }

    @Test
    void a_name_that_the_certificate_cannot_cover_is_told_before_anything_is_deployed() {
        for (var name : List.of("drone.example.org", "a.drone." + DOMAIN, "x" + DOMAIN)) {
            assertThatThrownBy(name(name, "/", ExpectedAnswer.ANY)::requireSound)
                    .isInstanceOf(PartException.class)
                    .hasMessageContaining(name + " is neither ci.example.org nor one label below it");
        }
        name("drone." + DOMAIN, "/", ExpectedAnswer.ANY).requireSound();
        name(DOMAIN, "/", ExpectedAnswer.ANY).requireSound();
    }

    @Test
    void that_the_certificate_is_about_to_end_is_told_once_by_the_proxy() {
        assertThat(name("/", ExpectedAnswer.ANY).warning().orElseThrow()).contains("ends in 9 days");
        assertThat(name("/", ExpectedAnswer.SUCCESS).warning()).isEmpty();
    }

    private ServedName name(String path, ExpectedAnswer expected) {
        return name("drone." + DOMAIN, path, expected);
    }

    private ServedName name(String name, String path, ExpectedAnswer expected) {
        var files = CertificateFixture.in(folder);
        return new ServedName(
                DOMAIN,
                name,
                path,
                expected,
                new CertificateFiles(files.chain(), files.key()),
                new IngressProbe("127.0.0.1", server.getAddress().getPort()),
                Clock.fixed(Instant.parse("2026-12-23T00:00:00Z"), ZoneOffset.UTC));
    }

    private SSLContext context(Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("served", key.getPrivate(), PASSWORD, new Certificate[] {certificate});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
