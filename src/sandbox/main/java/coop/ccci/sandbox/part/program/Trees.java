package coop.ccci.sandbox.part.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders with everything in them. */
final class Trees {
    private Trees() {}

    /** Copies a folder; files are writable by their owner in the copy, whatever they were. */
    static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path each : paths.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    try (var content = Files.newInputStream(each)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
    }
}
