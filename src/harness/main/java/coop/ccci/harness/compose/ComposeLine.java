package coop.ccci.harness.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds where something stands in a recipe's compose files, so that a person need not look for it. */
public final class ComposeLine {
    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private ComposeLine() {}

    /**
     * Finds the first line that has a text in it.
     *
     * @param checkout the recipe's working tree
     * @param text what to look for, for example a label's key
     * @return the file and the line, for example {@code compose.yml:12}; empty where no compose file has it
     */
    public static Optional<String> of(Path checkout, String text) {
        try (var files = Files.newDirectoryStream(checkout, "compose*.y{,a}ml")) {
            var sorted = new java.util.TreeSet<Path>();
            files.forEach(sorted::add);
            for (var file : sorted) {
                var lines = lines(file);
                for (var number = 0; number < lines.size(); number++) {
                    if (lines.get(number).contains(text)
                            && !lines.get(number).strip().startsWith("#")) {
                        return Optional.of(file.getFileName() + ":" + (number + 1));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }
}
