package coop.ccci.harness.functional.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder in which the harness and the process of a recipe's tests meet.
 *
 * @param path the folder
 */
public record TestFolder(Path path) {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Returns the compiled tests. */
    public Path classes() {
        return path.resolve("classes");
    }

    /** Returns where the app is; an {@link AppAddress}. */
    public Path app() {
        return path.resolve("app.json");
    }

    /** Returns the test classes to run, one name a line. */
    public Path names() {
        return path.resolve("tests.txt");
    }

    /** Returns what happened, one {@link TestEvent} a line. */
    public Path report() {
        return path.resolve("report.jsonl");
    }

    /**
     * Returns where what a browser showed of a failed test is kept.
     *
     * @param test its class and its method, with a dot between them
     */
    Path failed(String test) {
        return path.resolve("failed").resolve(test);
    }

    /** Returns the names of the test classes to run. */
    public List<String> readNames() {
        try {
            return Files.readAllLines(names());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the events so far; at most {@value #MAX_BYTES} bytes of it are read. */
    public List<TestEvent> readReport() {
        if (!Files.exists(report())) {
            return List.of();
        }
        try (InputStream stream = Files.newInputStream(report())) {
            return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(TestEvent::of)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
