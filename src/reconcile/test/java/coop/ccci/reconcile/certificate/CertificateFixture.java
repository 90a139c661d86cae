package coop.ccci.reconcile.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Keys and self-signed certificates, in the files in which a host has them.
 *
 * @param begin from when they are valid
 * @param end until when
 */
record CertificateFixture(Path chain, Path key, Instant begin, Instant end) {
    static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
    static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    static CertificateFixture in(Path folder) {
        return new CertificateFixture(folder.resolve("crt"), folder.resolve("key"), BEGIN, END);
    }

    /** Those that are valid while a real proxy serves them. */
    static CertificateFixture validNow(Path folder) {
        var now = Instant.now();
        return new CertificateFixture(
                folder.resolve("crt"),
                folder.resolve("key"),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(89)));
    }

    /** Writes a certificate of one key, and beside it another or the same key; as OpenSSL writes both. */
    X509Certificate write(KeyPair ofCertificate, KeyPair beside, List<String> names) throws Exception {
        var certificate = certificate(ofCertificate, names);
        Files.writeString(chain, pem(certificate));
        Files.writeString(key, pem(beside.getPrivate()));
        return certificate;
    }

    static KeyPair key(String algorithm) throws GeneralSecurityException {
        // Java's own keys of elliptic curves are not written as OpenSSL writes them; for RSA it is the faster one.
        var isCurve = algorithm.equals("EC");
        var generator = isCurve
                ? KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider())
                : KeyPairGenerator.getInstance(algorithm);
        generator.initialize(isCurve ? 256 : 2048);
        return generator.generateKeyPair();
    }

    static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private X509Certificate certificate(KeyPair key, List<String> names)
            throws IOException, OperatorCreationException, GeneralSecurityException {
        var subject = new X500Principal("CN=test");
        var builder = new JcaX509v3CertificateBuilder(
                subject, BigInteger.ONE, Date.from(begin), Date.from(end), subject, key.getPublic());
        var all = names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        var algorithm = key.getPrivate().getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        var signed = builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(signed);
    }
}
