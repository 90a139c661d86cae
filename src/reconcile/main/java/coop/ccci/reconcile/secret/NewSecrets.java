package coop.ccci.reconcile.secret;

import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the files of an operator's secrets. What is written is encrypted; in clear they stand on no disk. */
public final class NewSecrets {
    private static final Pattern RECIPIENT = Pattern.compile("age1[02-9ac-hj-np-z]{58}");

    private static final String NAME = "secrets.yaml";

    private final ProgramCaller programs;

    /** Creates it with the programs of this machine, of which it needs {@code sops}. */
    public NewSecrets(ProgramCaller programs) {
        this.programs = programs;
    }

    /**
     * Writes {@code .sops.yaml} and {@code secrets.yaml} into a folder, which is made when it is not there.
     *
     * @param recipients public keys of age, of those who can decrypt the file
     * @throws IllegalArgumentException when one is no such key
     * @throws PartException when there are secrets already, or sops refuses
     * @throws UncheckedIOException when the folder cannot be written
     */
    public void write(Path folder, List<String> recipients) {
        for (var recipient : recipients) {
            if (!RECIPIENT.matcher(recipient).matches()) {
                throw new IllegalArgumentException(
                        "\"" + recipient + "\" is no public key of age; age-keygen shows one, age1 and 58 characters");
            }
        }
        var file = folder.resolve(NAME);
        if (Files.exists(file)) {
            throw new PartException(file + " is there already; sops edits it");
        }
        var encrypted = encrypted(SecretsFile.sopsRules(recipients));
        if (!encrypted.well()) {
            throw new PartException("sops could not encrypt the secrets, " + encrypted.reason());
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(".sops.yaml"), SecretsFile.sopsRules(recipients));
            Files.writeString(file, encrypted.output());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + folder + ": " + e.getMessage(), e);
        }
    }
    /** By the rules that are about to lie there, and by no others: sops would take those of the folder that it is called in. */
    private CallOutput encrypted(String rules) {
        try {
            var file = Files.createTempFile("sops", ".yaml");
            try {
                Files.writeString(file, rules);
                var words = List.of(
                        "sops",
                        "--config",
                        file.toString(),
                        "--encrypt",
                        "--input-type",
                        "yaml",
                        "--output-type",
                        "yaml",
                        "--filename-override",
                        NAME,
                        "/dev/stdin");
                return programs.call(words, SecretsFile.text(), ProgramCaller.SHORT);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file cannot be written: " + e.getMessage(), e);
        }
    }
}
