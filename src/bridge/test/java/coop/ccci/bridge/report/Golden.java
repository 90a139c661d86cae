package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts as people see them, kept in files that can be read in a diff. {@code -Dgolden.write} writes them anew. */
final class Golden {
    private static final Path FILES = Path.of("test/resources/coop/ccci/bridge/report");

    private Golden() {}

    static void assertSame(String name, String text) {
        var file = FILES.resolve(name + ".md");
        try {
            if (System.getProperty("golden.write") != null) {
                Files.createDirectories(FILES);
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
