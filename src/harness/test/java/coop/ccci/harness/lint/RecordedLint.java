package coop.ccci.harness.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What {@code abra recipe lint} said, recorded at a terminal. */
public final class RecordedLint {
    private RecordedLint() {}

    /** The text of one recording. */
    public static String of(String name) {
        try (var file = RecordedLint.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
