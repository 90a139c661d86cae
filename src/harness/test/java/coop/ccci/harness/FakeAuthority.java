package coop.ccci.harness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that nobody trusts but who is told to, and its certificate for {@code *.<zone>}. */
public final class FakeAuthority {
    private static final String PASSWORD = "changeit";

    /** Making a certificate starts Java twice: one of each zone does for all tests. */
    private static final Map<String, Path> STORES = new ConcurrentHashMap<>();

    private FakeAuthority() {}

    /** The authority's own certificate, in PEM form. */
    public static Path file(String zone) {
        return store(zone).resolveSibling(zone + ".pem");
    }

    /** What a server of the zone shows. */
    public static SSLContext context(String zone) {
        try {
            var keys = KeyStore.getInstance(store(zone).toFile(), PASSWORD.toCharArray());
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path store(String zone) {
        return STORES.computeIfAbsent(zone, FakeAuthority::makeStore);
    }

    private static Path makeStore(String zone) {
        try {
            var folder = Files.createTempDirectory("authority");
            var store = folder.resolve(zone + ".p12").toString();
            var pem = folder.resolve(zone + ".pem").toString();
            List.of(folder, Path.of(store), Path.of(pem))
                    .forEach(made -> made.toFile().deleteOnExit());
            keytool(
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + zone,
                    "-ext",
                    "san=dns:*." + zone,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store,
                    "-storepass",
                    PASSWORD);
            keytool("-exportcert", "-rfc", "-alias", "a", "-keystore", store, "-storepass", PASSWORD, "-file", pem);
            return Path.of(store);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(java.util.List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
