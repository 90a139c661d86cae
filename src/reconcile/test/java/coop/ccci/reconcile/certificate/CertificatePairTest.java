package coop.ccci.reconcile.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.reconcile.part.PartException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that fit, and that do not. */
class CertificatePairTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final List<String> WILDCARD = List.of("ci.example.org", "*.ci.example.org");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void one_for_the_domain_and_all_below_it_is_good(String algorithm) throws Exception {
        var key = key(algorithm);

        assertThatCode(() -> pair(key, key, WILDCARD).require("ci.example.org", NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_key_in_the_form_of_pkcs_8_is_read_too(String algorithm) throws Exception {
        var key = key(algorithm);
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(key.getPrivate(), null));
        }
        certificate(key, WILDCARD);
        Files.writeString(folder.resolve("key"), text.toString());

        assertThatCode(() -> read().require("ci.example.org", NOW)).doesNotThrowAnyException();
    }

    @Test
    void a_key_of_another_certificate_is_told() throws Exception {
        var pair = pair(key("EC"), key("EC"), WILDCARD);

        assertThatThrownBy(() -> pair.require("ci.example.org", NOW))
                .isInstanceOf(PartException.class)
                .hasMessage("the key is not that of the certificate; renew both together");
    }

    @Test
    void one_without_the_names_below_the_domain_is_told_with_the_names_it_has() throws Exception {
        var key = key("EC");
        var pair = pair(key, key, List.of("ci.example.org"));

        assertThatThrownBy(() -> pair.require("ci.example.org", NOW))
                .hasMessage("the certificate is not for *.ci.example.org; it is for ci.example.org");
    }

    @Test
    void one_that_has_ended_is_told_and_one_that_is_about_to_is_warned_of() throws Exception {
        var key = key("EC");
        var pair = pair(key, key, WILDCARD);

        assertThatThrownBy(() -> pair.require("ci.example.org", END.plusSeconds(1)))
                .hasMessageContaining("has ended on 2027-01-01");
        assertThat(pair.warning(NOW)).isEmpty();
        assertThat(pair.warning(END.minusSeconds(60 * 60 * 24 * 20)).orElseThrow())
                .contains("ends in 20 days");
    }

    @Test
    void files_that_are_neither_are_told() throws IOException {
        Files.writeString(folder.resolve("crt"), "no certificate");
        Files.writeString(folder.resolve("key"), "no key");

        assertThatThrownBy(this::read).isInstanceOf(PartException.class).hasMessageContaining("crt");
    }

    private CertificatePair pair(KeyPair ofCertificate, KeyPair beside, List<String> names) throws Exception {
        certificate(ofCertificate, names);
        write("key", beside.getPrivate());
        return read();
    }

    private CertificatePair read() {
        return CertificatePair.read(folder.resolve("crt"), folder.resolve("key"));
    }

    private void certificate(KeyPair key, List<String> names) throws IOException, OperatorCreationException {
        var subject = new X500Principal("CN=test");
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(Instant.parse("2026-10-01T00:00:00Z")),
                Date.from(END),
                subject,
                key.getPublic());
        var all = names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        var algorithm = key.getPrivate().getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        write("crt", builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate())));
    }

    private void write(String file, Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        Files.writeString(folder.resolve(file), text.toString());
    }

    private static KeyPair key(String algorithm) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }
}
