package coop.ccci.contract;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recipes' folders, by the repository that each is about: the one of its own name, or the one that its
 * {@code recipe.yml} names under {@code repository}, because many recipes are not called as their repositories are.
 *
 * @param places where they are: {@code recipe-tests/}, or what {@code CCCI_RECIPE_TESTS} names, one or more. A recipe has
 *     those of the first place that has any for it. No place need exist.
 */
public record RecipeFolders(List<Path> places) {
    private static final int MAX_FOLDERS = 50_000;
    private static final long MAX_BYTES = 256 * 1024;
    private static final Pattern REPOSITORY =
            Pattern.compile("(?m)^repository:[ \\t]*[\"']?[^\\s\"'#/]+/([^\\s\"'#/]+)[\"']?[ \\t\\r]*(?:#.*)?$");

    /** Makes the places absolute; there is one at least. */
    public RecipeFolders {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("there is no folder of recipes' folders");
        }
        places =
                places.stream().map(place -> place.toAbsolutePath().normalize()).toList();
    }

    /**
     * Reads {@code CCCI_RECIPE_TESTS}.
     *
     * @param written paths, with a colon between where there are more than one
     * @throws IllegalArgumentException when it holds no path, or something that is none
     */
    public static RecipeFolders parse(String written) {
        return new RecipeFolders(Stream.of(written.split(File.pathSeparator, -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** Returns what {@link #parse} reads. */
    public String written() {
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the place where a new folder is made. */
    public Path first() {
        return places.get(0);
    }

    /**
     * Returns the folder that is about a repository, or the one that would be made.
     *
     * @param repository the name of the repository, without its owner
     * @throws UncheckedIOException when a folder or a file cannot be read
     */
    public Path home(String repository) {
        return about(repository).stream().findFirst().orElseGet(() -> first().resolve(repository));
    }

    /**
     * Finds the folders that are about a repository; more than one is a mistake of whoever wrote them.
     *
     * @param repository the name of the repository, without its owner
     * @return those of one place, the one of that name first
     * @throws UncheckedIOException when a folder or a file cannot be read
     */
    public List<Path> about(String repository) {
        return places.stream()
                .map(place -> about(place, repository))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * Returns whether there is a folder about a repository. Where one has the repository's own name, no other is looked at.
     *
     * @param repository the name of the repository, without its owner
     * @throws UncheckedIOException when a folder or a file cannot be read
     */
    public boolean isAnyAbout(String repository) {
        return places.stream().anyMatch(place -> isOwn(place, repository))
                || !about(repository).isEmpty();
    }

    private static boolean isOwn(Path place, String repository) {
        var own = place.resolve(repository);
        return own.equals(own.normalize()) && place.equals(own.getParent()) && Files.isDirectory(own);
    }

    private static List<Path> about(Path all, String repository) {
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
            var folders = entries.filter(Files::isDirectory)
                    .limit(MAX_FOLDERS + 1L)
                    .sorted()
                    .toList();
            if (folders.size() > MAX_FOLDERS) {
                throw new IOException("it has more than " + MAX_FOLDERS + " folders");
            }
            return folders;
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
