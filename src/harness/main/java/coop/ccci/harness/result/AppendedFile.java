package coop.ccci.harness.result;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text file that grows line by line; each line is with the kernel before the next thing happens. A line that cannot
 * be written is remembered instead of thrown, because a full disk must not keep a run from being torn down.
 */
final class AppendedFile implements AutoCloseable {
    private final Path path;
    private final long maxBytes;
    private final FileOutputStream stream;
    private long bytes;
    private Optional<String> trouble = Optional.empty();

    AppendedFile(Path path, long maxBytes) {
        this.path = path;
        this.maxBytes = maxBytes;
        try {
            // not a channel of java.nio: the first interrupt would close it
            this.stream = new FileOutputStream(path.toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    synchronized void line(String line) {
        var encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes > maxBytes) {
            return;
        }
        bytes += encoded.length;
        if (bytes > maxBytes) {
            encoded = ("… what follows is left out: the file has reached " + maxBytes + " bytes\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
        try {
            stream.write(encoded);
        } catch (IOException e) {
            trouble = Optional.of("cannot write " + path + ": " + e.getMessage());
        }
    }

    synchronized Optional<String> trouble() {
        return trouble;
    }

    @Override
    public synchronized void close() {
        try {
            stream.close();
        } catch (IOException e) {
            trouble = Optional.of("cannot write " + path + ": " + e.getMessage());
        }
    }
}
