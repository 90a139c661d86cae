package coop.ccci.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code .env} files of apps, below an {@code ABRA_DIR}. */
record AppFiles(Path abraDir) {
    String read(String domain) {
        try {
            return Files.readString(file(domain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String domain, String text) {
        try {
            Files.writeString(file(domain), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String domain) {
        return abraDir.resolve("servers/default/" + domain + ".env");
    }
}
