package coop.ccci.reconcile.recipe;

import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.secret.SecretsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads secrets out of the files in which they were decrypted. */
public final class SecretText {
    private static final int MAX_BYTES = 500 * 1024;

    private SecretText() {}

    /**
     * Reads a secret.
     *
     * @return the file's text without the line end that an editor has left
     * @throws PartException when it is not there, is empty, or is larger than a secret of a swarm may be
     */
    public static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new PartException(file + " is larger than a secret of a swarm may be, " + MAX_BYTES + " bytes");
            }
            var text = Files.readString(file).stripTrailing();
            if (text.isEmpty()) {
                throw new PartException(file + " is empty; docs/secrets.md says what belongs there");
            }
            if (text.equals(SecretsFile.FILL_IN)) {
                throw new PartException(file + " still says " + SecretsFile.FILL_IN
                        + "; docs/secrets.md says where this secret comes from");
            }
            return text;
        } catch (IOException e) {
            throw new PartException(
                    "the secret " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); was it decrypted? docs/secrets.md says how",
                    e);
        }
    }
}
