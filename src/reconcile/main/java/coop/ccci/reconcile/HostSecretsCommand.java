package coop.ccci.reconcile;

import coop.ccci.reconcile.certificate.CertificatePair;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.recipe.SecretText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code host secrets}: what the host needs to know and nobody else may. */
@Command(name = "secrets", mixinStandardHelpOptions = true, description = "The secrets of this host.")
final class HostSecretsCommand {

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Looks whether every secret that the configuration names is decrypted, and the certificate fits;"
                            + " shows none of them.")
    int check(@Mixin HostOptions options) {
        var config = options.config();
        var bad = 0;
        for (var file : files(config)) {
            bad += said(
                    () -> System.out.println(file + ": " + SecretText.read(file).length() + " characters"));
        }
        if (config.certificate().isPresent()) {
            var files = config.certificate().get();
            bad += said(() -> {
                var pair = CertificatePair.read(files.chain(), files.key());
                pair.require(config.domain(), Instant.now());
                System.out.println(pair.warning(Instant.now())
                        .orElse("the certificate is good for " + config.domain() + " and all names below it"));
            });
        }
        return bad == 0 ? 0 : 1;
    }

    private static int said(Runnable look) {
        try {
            look.run();
            return 0;
        } catch (PartException e) {
            System.out.println("wrong: " + e.getMessage());
            return 1;
        }
    }

    private static Set<Path> files(HostConfig config) {
        var files = new LinkedHashSet<Path>();
        config.certificate().ifPresent(each -> {
            files.add(each.chain());
            files.add(each.key());
        });
        config.recipes().values().forEach(wish -> {
            wish.secrets().forEach(secret -> files.add(secret.file()));
            files.addAll(wish.secretSettings().values());
        });
        config.bridge().ifPresent(wish -> files.addAll(wish.secrets().values()));
        return files;
    }
}
