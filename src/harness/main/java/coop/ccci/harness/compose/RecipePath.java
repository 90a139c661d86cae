package coop.ccci.harness.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A path that a recipe names, as the kernel walks it: it must end in the recipe's own files. */
public final class RecipePath {
    private RecipePath() {}

    /**
     * Resolves a path.
     *
     * @param checkout the recipe
     * @param path as it is written, for example {@code ./nginx.conf.tmpl}
     * @return the file; empty where the path is absolute, has {@code ..} or {@code ~} in it, or leads out of the recipe or
     *     into its {@code .git} by way of a link. A file that is not there is returned: whoever needs it will say so.
     */
    public static Optional<Path> of(Path checkout, String path) {
        try {
            var relative = Path.of(path);
            var file = checkout.resolve(relative);
            if (path.isBlank() || relative.isAbsolute() || path.startsWith("~") || goesUp(relative)) {
                return Optional.empty();
            }
            return !Files.exists(file) || isInside(checkout, file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns whether something that is there lies in a recipe, by the kernel's own path walk, and not in its {@code .git}. */
    public static boolean isInside(Path checkout, Path file) {
        try {
            var root = checkout.toRealPath();
            var real = file.toRealPath();
            return real.startsWith(root) && !real.startsWith(root.resolve(".git"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean goesUp(Path path) {
        for (var part : path) {
            if (part.toString().equals("..") || part.toString().equals(".git")) {
                return true;
            }
        }
        return false;
    }
}
