package coop.ccci.harness.compose;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an old version that would not come up any more is repaired where it is the base of an upgrade, and only there: the folder
 * {@code previous/} of a recipe's folder, with {@code VERSION} and {@code compose.yml}.
 *
 * @param version the version tag that it is for
 * @param overlay what is laid over that version's compose files
 */
public record PreviousRepair(String version, ComposeOverlay overlay) {
    /** The folder's name. */
    public static final String FOLDER = "previous";

    private static final String VERSION = "VERSION";
    private static final String COMPOSE = "compose.yml";
    private static final Pattern TAG = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,127}");
    private static final int MAX_BYTES = 1024;

    /**
     * Reads it.
     *
     * @param recipe the recipe's folder, {@code recipe-tests/<recipe>}
     * @return empty where there is none
     * @throws RunException of usage when a part of it is missing, or is not as it must be
     */
    public static Optional<PreviousRepair> in(Path recipe) {
        var folder = recipe.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            requireNothingElse(folder);
            var overlay = ComposeOverlay.read(ComposeOverlay.Kind.OLD_BASE, folder.resolve(COMPOSE))
                    .orElseThrow(() -> missing(folder, COMPOSE, "what is laid over that version's compose files"));
            return Optional.of(new PreviousRepair(version(folder), overlay));
        } catch (IOException e) {
            throw RunException.environment("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String version(Path folder) throws IOException {
        var file = folder.resolve(VERSION);
        if (!Files.isRegularFile(file)) {
            throw missing(folder, VERSION, "the version tag that it is for, such as 1.0.0+1.27.2");
        }
        var text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file).strip();
        if (!TAG.matcher(text).matches()) {
            throw RunException.usage(
                    file + ":1: this is no version tag; give the one that is repaired, such as 1.0.0+1.27.2");
        }
        return text;
    }

    private static RunException missing(Path folder, String file, String what) {
        return RunException.usage(folder + " has no file " + file + ": put " + what + " there");
    }

    private static void requireNothingElse(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of(VERSION, COMPOSE).contains(name) && !name.startsWith("README"))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!others.isEmpty()) {
                throw RunException.usage(
                        folder.resolve(others.first()) + ": nothing reads this file; read are VERSION and compose.yml");
            }
        }
    }

    /** Returns one clause for people. */
    public String describe() {
        return FOLDER + "/ repairs " + version + " as the base of an upgrade: " + overlay.describe();
    }
}
