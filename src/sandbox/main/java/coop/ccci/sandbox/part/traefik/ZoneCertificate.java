package coop.ccci.sandbox.part.traefik;

import coop.ccci.sandbox.config.SandboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificate of a zone with its key and the authority to trust, each as PEM.
 *
 * @param authority the authority's certificate
 * @param certificate the zone's
 * @param key the zone's private key
 */
record ZoneCertificate(String authority, String certificate, String key) {
    /** A certificate that ends sooner is made anew by the next {@code up}. */
    private static final Duration MARGIN = Duration.ofDays(7);

    /**
     * Labels of zones below the sandbox's own, for tests in which a run is killed or leaves its app up: a janitor touches the
     * apps of its own zone only, so no other test's run takes away what is left there.
     */
    private static final List<String> ZONES_BELOW = List.of("kill", "chaos", "laptop");

    private static final String AUTHORITY = "authority.pem";
    /** The name of the file with the zone's certificate. */
    static final String CERTIFICATE = "zone.pem";
    /** The name of the file with its private key. */
    static final String KEY = "zone.key";

    /** Returns the names that a zone's certificate is for: the zone, and every name in it and in those below it. */
    static List<String> names(String zone) {
        return Stream.concat(Stream.of(zone, "*." + zone), ZONES_BELOW.stream().map(label -> "*." + label + "." + zone))
                .toList();
    }

    /** Returns the one in the folder; empty when it is missing, for another zone, or about to end. */
    static Optional<ZoneCertificate> load(Path folder, String zone, Clock clock) {
        var files = List.of(folder.resolve(AUTHORITY), folder.resolve(CERTIFICATE), folder.resolve(KEY));
        if (!files.stream().allMatch(Files::exists)) {
            return Optional.empty();
        }
        var found = new ZoneCertificate(read(files.get(0)), read(files.get(1)), read(files.get(2)));
        return Optional.of(found).filter(each -> each.isFor(zone)).filter(each -> each.end()
                .isAfter(clock.instant().plus(MARGIN)));
    }

    /** Writes the three files; the key is readable by its owner only. */
    void save(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(AUTHORITY), authority);
            Files.writeString(folder.resolve(CERTIFICATE), certificate);
            var file = folder.resolve(KEY);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the authority as the program's own trust anchor. */
    X509Certificate trusted() {
        return parse(authority);
    }

    X509Certificate leaf() {
        return parse(certificate);
    }

    private boolean isFor(String zone) {
        try {
            var names = leaf().getSubjectAlternativeNames();
            return names != null
                    && names.stream().map(ZoneCertificate::value).toList().containsAll(names(zone));
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Object value(Collection<?> name) {
        return List.copyOf(name).get(1);
    }

    private Instant end() {
        return leaf().getNotAfter().toInstant();
    }

    private static X509Certificate parse(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new SandboxException(
                    "the sandbox's certificate cannot be read; run sandbox down and up to make a new one", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
