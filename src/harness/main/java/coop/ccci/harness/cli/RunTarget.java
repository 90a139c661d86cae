package coop.ccci.harness.cli;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is of: a recipe by its name, or the folder in which somebody works on it.
 *
 * @param name the recipe's name; of a folder its own
 * @param source where to clone it from, where somebody said it
 */
record RunTarget(RecipeName name, Optional<String> source) {
    /**
     * Reads it.
     *
     * @param recipe a name, or a path with a slash in it
     * @param source where to clone it from
     * @throws RunException of usage when there is neither, or the folder is not there
     * @throws IllegalArgumentException when it is no name
     */
    static RunTarget of(Optional<String> recipe, Optional<String> source) {
        var given = recipe.orElseThrow(
                () -> RunException.usage("no recipe was given; give its name or its folder, or set RECIPE"));
        if (!given.contains("/") && !given.equals(".")) {
            return new RunTarget(new RecipeName(given), source);
        }
        if (source.isPresent()) {
            throw RunException.usage(
                    given + " is a folder and says where the recipe is; leave --src (SRC) out, or give its name alone");
        }
        var folder = folder(given);
        return new RunTarget(new RecipeName(folder.getFileName().toString()), Optional.of(folder.toString()));
    }

    private static Path folder(String text) {
        try {
            var folder = Path.of(text).toAbsolutePath().normalize();
            if (Files.isDirectory(folder) && folder.getFileName() != null) {
                return folder;
            }
        } catch (InvalidPathException e) {
            throw RunException.usage("this is no path: " + e.getMessage());
        }
        throw RunException.usage("there is no folder " + text + "; give a recipe's name, or its folder");
    }

    /**
     * Returns the folder that is to be watched.
     *
     * @throws RunException of usage when there is none on this machine
     */
    Path watched() {
        return source.map(Path::of)
                .filter(Files::isDirectory)
                .orElseThrow(() ->
                        RunException.usage("--watch needs the folder in which you work on the recipe: ./cc-ci run ./"
                                + name + " --watch"));
    }
}
