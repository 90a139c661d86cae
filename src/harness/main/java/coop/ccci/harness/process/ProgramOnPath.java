package coop.ccci.harness.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell would. */
public final class ProgramOnPath {
    private ProgramOnPath() {}

    /** Returns the first program of that name on the {@code PATH} of an environment, as an absolute path. */
    public static Optional<Path> find(Map<String, String> environment, String name) {
        for (var place : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            var program = Path.of(place.isEmpty() ? "." : place, name);
            if (Files.isExecutable(program) && Files.isRegularFile(program)) {
                return Optional.of(program.toAbsolutePath());
            }
        }
        return Optional.empty();
    }
}
