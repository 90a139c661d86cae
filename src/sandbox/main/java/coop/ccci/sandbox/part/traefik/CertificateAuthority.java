package coop.ccci.sandbox.part.traefik;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate authority that signs one certificate and is forgotten: its key never leaves this method's memory. It may
 * sign names of its zone only, so that a browser that is told to trust it gives nothing else away.
 */
final class CertificateAuthority {
    private static final Duration VALID = Duration.ofDays(365);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CertificateAuthority(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns a certificate for the names of a zone ({@link ZoneCertificate#names}).
     *
     * @param zone such as {@code ci.localhost}
     */
    ZoneCertificate sign(String zone) {
        try {
            var authorityKey = key();
            var leafKey = key();
            var issuer = new X500Name("CN=cc-ci sandbox authority (throw-away)");
            var utils = new JcaX509ExtensionUtils();

            var authority = certificate(issuer, authorityKey, issuer);
            add(authority, Extension.basicConstraints, true, new BasicConstraints(0));
            add(authority, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            add(
                    authority,
                    Extension.nameConstraints,
                    true,
                    new NameConstraints(
                            new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, zone))},
                            null));
            add(
                    authority,
                    Extension.subjectKeyIdentifier,
                    false,
                    utils.createSubjectKeyIdentifier(authorityKey.getPublic()));

            var leaf = certificate(issuer, leafKey, new X500Name("CN=" + zone));
            add(leaf, Extension.basicConstraints, true, new BasicConstraints(false));
            add(leaf, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            add(leaf, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            add(
                    leaf,
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(ZoneCertificate.names(zone).stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new)));
            add(
                    leaf,
                    Extension.authorityKeyIdentifier,
                    false,
                    utils.createAuthorityKeyIdentifier(authorityKey.getPublic()));

            var signer = new JcaContentSignerBuilder(SIGNATURE).build(authorityKey.getPrivate());
            return new ZoneCertificate(
                    pem(authority.build(signer)),
                    pem(leaf.build(signer)),
                    pem(new PemObject("PRIVATE KEY", leafKey.getPrivate().getEncoded())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this Java cannot make certificates: " + e.getMessage(), e);
        }
    }

    private X509v3CertificateBuilder certificate(X500Name issuer, KeyPair key, X500Name subject) {
        var now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, random),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                subject,
                key.getPublic());
    }

    private KeyPair key() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static void add(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(name, critical, value);
        } catch (CertIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object object) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
