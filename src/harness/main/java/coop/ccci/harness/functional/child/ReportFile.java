package coop.ccci.harness.functional.child;

import coop.ccci.contract.Excerpt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the events of the tests to a file, each of them flushed at once. */
final class ReportFile implements AutoCloseable {
    private static final int MAX_NAME_LENGTH = 300;
    private static final int MAX_MESSAGE_LENGTH = 2000;

    private final BufferedWriter file;

    ReportFile(Path path) {
        try {
            this.file = Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void write(TestEvent.Kind kind, String test, String message) {
        try {
            file.write(new TestEvent(kind, Excerpt.cut(test, MAX_NAME_LENGTH), Excerpt.cut(message, MAX_MESSAGE_LENGTH))
                    .line());
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
