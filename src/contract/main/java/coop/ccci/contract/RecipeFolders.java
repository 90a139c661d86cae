package coop.ccci.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folders of {@code recipe-tests/}, by the repository that each is about: the one of its own name, or the one that
 * its {@code recipe.yml} names under {@code repository}, because many recipes are not called as their repositories are.
 */
public final class RecipeFolders {
    private static final int MAX_FOLDERS = 2_000;
    private static final long MAX_BYTES = 256 * 1024;
    private static final Pattern REPOSITORY =
            Pattern.compile("(?m)^repository:[ \\t]*[\"']?[^\\s\"'#/]+/([^\\s\"'#/]+)[\"']?[ \\t\\r]*(?:#.*)?$");

    private RecipeFolders() {}

    /**
     * Finds the folders that are about a repository; more than one is a mistake of whoever wrote them.
     *
     * @param all the folder {@code recipe-tests/}, which need not exist
     * @param repository the name of the repository, without its owner
     * @return the one of that name first
     * @throws UncheckedIOException when a folder or a file cannot be read
     */
    public static List<Path> about(Path all, String repository) {
        var own = all.resolve(repository);
        var found = new ArrayList<Path>();
        for (var folder : folders(all)) {
            if (folder.equals(own)) {
                found.add(0, folder);
            } else if (named(folder).filter(repository::equalsIgnoreCase).isPresent()) {
                found.add(folder);
            }
        }
        return List.copyOf(found);
    }

    private static List<Path> folders(Path all) {
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (var entries = Files.list(all)) {
            return entries.filter(Files::isDirectory)
                    .sorted()
                    .limit(MAX_FOLDERS)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + all + ": " + e.getMessage(), e);
        }
    }

    /** Only this line is read: what else is wrong in the file is told to those whom it is about. */
    private static Optional<String> named(Path folder) {
        var file = folder.resolve("recipe.yml");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            var line = REPOSITORY.matcher(Files.readString(file));
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        } catch (MalformedInputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
