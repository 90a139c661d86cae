package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as they should look, one file each, for people to read in a diff. With {@code -Dgolden.write=true} they are
 * written anew.
 */
final class Golden {
    private static final Path FILES = Path.of("test/resources/coop/ccci/bridge/dashboard");

    private Golden() {}

    static void check(String name, String text) {
        var file = FILES.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(FILES);
                Files.writeString(file, text);
            }
            assertThat(text).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
