package coop.ccci.harness.functional;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Java files with which a recipe tests itself.
 *
 * @param folder where they stand, {@code recipe-tests/<recipe>/functional}
 * @param files all of them, helpers included, in the order of their names
 */
public record TestSources(Path folder, List<Path> files) {
    /** The one folder in which tests are looked for. */
    public static final String FOLDER = "functional";

    private static final String TEST = "Test.java";
    private static final int MAX_FILES = 200;
    private static final long MAX_BYTES = 1024 * 1024;

    /** Copies what could change. */
    public TestSources {
        files = List.copyOf(files);
    }

    /**
     * Looks for them.
     *
     * @param recipe the recipe's folder, {@code recipe-tests/<recipe>}
     * @return empty when there is no folder {@code functional}
     * @throws RunException of usage when a Java file stands where it would never run, or there is too much
     */
    public static Optional<TestSources> in(Path recipe) {
        var folder = recipe.resolve(FOLDER);
        var stray = javaFiles(recipe).stream()
                .filter(file -> !file.startsWith(folder))
                .toList();
        if (!stray.isEmpty()) {
            throw RunException.usage(
                    stray.get(0) + ":1: this file would never run: tests are looked for in " + folder + "/ only",
                    stray.stream().map(Path::toString).toList());
        }
        return Files.isDirectory(folder) ? Optional.of(new TestSources(folder, javaFiles(folder))) : Optional.empty();
    }

    /** Returns the files that must hold a test class; their names end with {@code Test.java}. */
    public List<Path> tests() {
        return files.stream().filter(file -> file.toString().endsWith(TEST)).toList();
    }

    private static List<Path> javaFiles(Path below) {
        try (var all = Files.walk(below)) {
            var files = all.filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
                    .sorted()
                    .limit(MAX_FILES + 1)
                    .toList();
            if (files.size() > MAX_FILES) {
                throw RunException.usage(below + " holds more than " + MAX_FILES + " Java files; take some away");
            }
            for (var file : files) {
                if (Files.size(file) > MAX_BYTES) {
                    throw RunException.usage(
                            file + ":1: the file is larger than " + MAX_BYTES + " bytes; make it smaller");
                }
            }
            return files;
        } catch (IOException e) {
            throw RunException.environment("cannot read " + below + ": " + e.getMessage(), e);
        }
    }
}
