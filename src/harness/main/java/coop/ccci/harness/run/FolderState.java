package coop.ccci.harness.run;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What can be seen of folders without reading files: names, sizes and times. Two that differ are of folders that were changed
 * in between.
 *
 * @param files size and time of each
 */
record FolderState(Map<String, String> files) {
    private static final int MAX_FILES = 5000;

    /** Copies what could change. */
    FolderState {
        files = Map.copyOf(files);
    }

    /** Sees nothing. */
    static FolderState none() {
        return new FolderState(Map.of());
    }

    /**
     * Looks at a folder as well; one that is not there has no files. What git keeps for itself is passed over.
     *
     * @param which the files that count
     * @throws RunException of usage when there are too many
     */
    FolderState and(Path folder, Predicate<Path> which) {
        var all = new HashMap<>(files);
        if (Files.isDirectory(folder)) {
            walk(folder, which, all);
        }
        return new FolderState(all);
    }

    private static void walk(Path folder, Predicate<Path> which, Map<String, String> all) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return visited.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (which.test(file)) {
                        all.put(file.toString(), attributes.size() + " " + attributes.lastModifiedTime());
                    }
                    if (all.size() > MAX_FILES) {
                        throw RunException.usage(
                                folder + " has more than " + MAX_FILES + " files, which is no recipe to be watched");
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + folder + ": " + e.getMessage(), e);
        }
    }
}
