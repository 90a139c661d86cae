package coop.ccci.reconcile;

import coop.ccci.reconcile.certificate.CertificatePair;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.recipe.SecretText;
import coop.ccci.reconcile.secret.NewSecrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description =
                    "Makes the files of a new host's secrets, encrypted by sops: those that are made up are made up"
                            + " here, the others are to be filled in with: sops secrets.yaml")
    int init(
            @Option(
                            names = "--recipient",
                            paramLabel = "<key>",
                            required = true,
                            description = "public key of age that can decrypt them: the host's, and one for recovery")
                    List<String> recipients,
            @Parameters(paramLabel = "<folder>", description = "the private repository for secrets/") Path folder) {
        new NewSecrets(new ProcessCaller(Map.of())).write(folder, recipients);
        System.out.println("wrote .sops.yaml and secrets.yaml in " + folder + "; to be filled in with: sops "
                + folder.resolve("secrets.yaml"));
        return 0;
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
