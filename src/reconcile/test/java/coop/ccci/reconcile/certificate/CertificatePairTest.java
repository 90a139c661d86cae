package coop.ccci.reconcile.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.reconcile.part.PartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that fit, and that do not. */
class CertificatePairTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> WILDCARD = List.of("ci.example.org", "*.ci.example.org");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void one_for_the_domain_and_all_below_it_is_good(String algorithm) throws Exception {
        var key = CertificateFixture.key(algorithm);

        assertThatCode(() -> pair(key, key, WILDCARD).require("ci.example.org", NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_key_in_the_form_of_pkcs_8_is_read_too(String algorithm) throws Exception {
        var key = CertificateFixture.key(algorithm);
        var files = CertificateFixture.in(folder);
        files.write(key, key, WILDCARD);
        Files.writeString(files.key(), CertificateFixture.pem(new JcaPKCS8Generator(key.getPrivate(), null)));

        assertThatCode(() -> read().require("ci.example.org", NOW)).doesNotThrowAnyException();
    }

    @Test
    void a_key_of_another_certificate_is_told() throws Exception {
        var pair = pair(CertificateFixture.key("EC"), CertificateFixture.key("EC"), WILDCARD);

        assertThatThrownBy(() -> pair.require("ci.example.org", NOW))
                .isInstanceOf(PartException.class)
                .hasMessage("the key is not that of the certificate; renew both together");
    }

    @Test
    void one_without_the_names_below_the_domain_is_told_with_the_names_it_has() throws Exception {
        var key = CertificateFixture.key("EC");
        var pair = pair(key, key, List.of("ci.example.org"));

        assertThatThrownBy(() -> pair.require("ci.example.org", NOW))
                .hasMessage("the certificate is not for *.ci.example.org; it is for ci.example.org");
    }

    @Test
    void one_that_has_ended_is_told_and_one_that_is_about_to_is_warned_of() throws Exception {
        var key = CertificateFixture.key("EC");
        var pair = pair(key, key, WILDCARD);

        assertThatThrownBy(() -> pair.require("ci.example.org", CertificateFixture.END.plusSeconds(1)))
                .hasMessageContaining("has ended on 2027-01-01");
        assertThat(pair.warning(NOW)).isEmpty();
        assertThat(pair.warning(CertificateFixture.END.minusSeconds(60 * 60 * 24 * 20))
                        .orElseThrow())
                .contains("ends in 20 days");
    }

    @Test
    void files_that_are_neither_are_told() throws IOException {
        var files = CertificateFixture.in(folder);
        Files.writeString(files.chain(), "no certificate");
        Files.writeString(files.key(), "no key");

        assertThatThrownBy(this::read).isInstanceOf(PartException.class).hasMessageContaining("crt");
    }

    private CertificatePair pair(KeyPair ofCertificate, KeyPair beside, List<String> names) throws Exception {
        CertificateFixture.in(folder).write(ofCertificate, beside, names);
        return read();
    }

    private CertificatePair read() {
        var files = CertificateFixture.in(folder);
        return CertificatePair.read(files.chain(), files.key());
    }
}
