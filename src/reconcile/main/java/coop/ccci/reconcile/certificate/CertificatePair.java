package coop.ccci.reconcile.certificate;

import coop.ccci.reconcile.part.PartException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate and its private key, out of two files.
 *
 * @param leaf the certificate itself, the first one of its file
 * @param key its private key
 */
public record CertificatePair(X509Certificate leaf, PrivateKey key) {
    private static final Duration WARN_BEFORE = Duration.ofDays(21);
    private static final int DNS_NAME = 2;
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

    /**
     * Reads both files.
     *
     * @throws PartException when one cannot be read, or is no certificate or key in PEM
     */
    public static CertificatePair read(Path chain, Path key) {
        return new CertificatePair(leaf(chain), key(key));
    }

    /**
     * Checks that it is good for a domain and all names below it.
     *
     * @throws PartException saying what is wrong with it
     */
    public void require(String domain, Instant now) {
        if (!fits()) {
            throw new PartException("the key is not that of the certificate; renew both together");
        }
        var names = names();
        for (var name : List.of(domain, "*." + domain)) {
            if (!names.contains(name)) {
                throw new PartException(
                        "the certificate is not for " + name + "; it is for " + String.join(", ", names));
            }
        }
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            throw new PartException("the certificate has ended on "
                    + leaf.getNotAfter().toInstant() + "; docs/secrets.md says how it is renewed");
        }
    }

    /** Returns a sentence when the certificate is about to end. */
    public Optional<String> warning(Instant now) {
        var end = leaf.getNotAfter().toInstant();
        var left = Duration.between(now, end);
        return left.compareTo(WARN_BEFORE) > 0
                ? Optional.empty()
                : Optional.of("the certificate ends in " + Math.max(0, left.toDays()) + " days, on " + end
                        + "; docs/secrets.md says how it is renewed");
    }

    /** Returns whether what the key has signed the certificate vouches for. */
    private boolean fits() {
        try {
            var algorithm = algorithm(leaf.getPublicKey());
            var signer = Signature.getInstance(algorithm, PROVIDER);
            signer.initSign(key);
            signer.update(CHALLENGE);
            var signed = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(leaf.getPublicKey());
            verifier.update(CHALLENGE);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    private List<String> names() {
        try {
            var names = new ArrayList<String>();
            var all = leaf.getSubjectAlternativeNames();
            if (all != null) {
                for (var each : all) {
                    if (each.get(0).equals(DNS_NAME)) {
                        names.add(each.get(1).toString().toLowerCase(Locale.ROOT));
                    }
                }
            }
            return names;
        } catch (CertificateParsingException e) {
            throw new PartException("the names of the certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private static X509Certificate leaf(Path file) {
        try (var in = Files.newInputStream(file)) {
            var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new PartException(file + " has no certificate in it");
            }
            return (X509Certificate) all.iterator().next();
        } catch (IOException | GeneralSecurityException e) {
            throw new PartException("the certificate " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file) {
        try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
            // Java's own reader of keys does not take what OpenSSL writes for elliptic curves.
            var converter = new JcaPEMKeyConverter().setProvider(PROVIDER);
            for (var found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair) {
                    return converter.getPrivateKey(((PEMKeyPair) found).getPrivateKeyInfo());
                }
                if (found instanceof PrivateKeyInfo) {
                    return converter.getPrivateKey((PrivateKeyInfo) found);
                }
            }
            throw new PartException(file + " has no private key without a password in it");
        } catch (IOException e) {
            throw new PartException(
                    "the key " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
