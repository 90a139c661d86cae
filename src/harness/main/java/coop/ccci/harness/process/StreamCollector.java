package coop.ccci.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads one stream of a program to its end on a thread of its own, so that the program never waits for a reader:
 * keeps the beginning and passes masked lines on.
 */
final class StreamCollector {
    private static final int MAX_LINE_LENGTH = 2000;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final Consumer<String> lines;
    private final Thread thread;

    StreamCollector(InputStream stream, Consumer<String> lines, Masker masker) {
        this.lines = lines;
        this.thread = new Thread(() -> read(stream, masker.stream()), "drain");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the stream's end; a grandchild that keeps it open is not waited for longer than this. */
    void await(Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    private void read(InputStream stream, MaskingStream masking) {
        var chunk = new char[8192];
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (var got = reader.read(chunk); got >= 0; got = reader.read(chunk)) {
                var piece = new String(chunk, 0, got);
                store(piece);
                emit(masking.append(piece));
            }
        } catch (IOException e) {
            // the program was killed and its pipe closed: what came is all there is
        }
        emit(masking.finish());
        if (line.length() > 0) {
            lines.accept(line.toString());
        }
    }

    private void store(String piece) {
        synchronized (text) {
            text.append(piece, 0, Math.min(piece.length(), ProcessResult.MAX_CHARACTERS - text.length()));
        }
    }

    private void emit(String piece) {
        for (var at = 0; at < piece.length(); at++) {
            var letter = piece.charAt(at);
            if (letter == '\n' || line.length() >= MAX_LINE_LENGTH) {
                lines.accept(line.toString());
                line.setLength(0);
            }
            if (letter >= ' ' || letter == '\t') {
                line.append(letter);
            }
        }
    }
}
