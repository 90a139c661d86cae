package coop.ccci.harness.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Remembers which images are on this machine because a run had them pulled: no other one is ever removed. A file for each,
 * called as its id, has the names by which runs wanted it; its time is that of the last one. A file that is lost or cannot be
 * written costs nothing but that its image stays, and is told.
 *
 * @param folder where the files are; made when absent
 * @param tell takes what went wrong, one sentence
 */
public record PulledImages(Path folder, Clock clock, Consumer<String> tell) {
    private static final Pattern ID = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final int MAX_NAMES = 200;
    private static final int MAX_IMAGES = 10_000;
    private static final long MAX_BYTES = 64 * 1024;

    /**
     * An image that a run had pulled.
     *
     * @param names its names, each in the one form that says everything
     * @param lastUsed when a run wanted it last
     */
    record Pulled(Set<String> names, Instant lastUsed) {}

    /**
     * A run uses an image.
     *
     * @param id the image's own, {@code sha256:…}
     * @param isNew whether it came to this machine by this run's pull
     */
    void used(String id, ImageReference name, boolean isNew) {
        var file = ID.matcher(id);
        if (!file.matches()) {
            return;
        }
        var path = folder.resolve(file.group(1));
        try {
            if (!isNew && Files.notExists(path)) {
                return;
            }
            Files.createDirectories(folder);
            var names = names(path);
            if (names.size() < MAX_NAMES && names.add(name.canonical())) {
                Files.write(path, names);
            }
            Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
        } catch (IOException e) {
            tell.accept("that a run pulled " + name + " cannot be written down, so that image is never removed: " + e);
        }
    }

    /** Returns all, by their ids. */
    Map<String, Pulled> all() {
        var all = new LinkedHashMap<String, Pulled>();
        if (Files.notExists(folder)) {
            return all;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().limit(MAX_IMAGES).toList()) {
                var id = "sha256:" + file.getFileName();
                if (ID.matcher(id).matches()) {
                    all.put(
                            id,
                            new Pulled(
                                    names(file), Files.getLastModifiedTime(file).toInstant()));
                }
            }
        } catch (IOException e) {
            tell.accept("which images runs have pulled is not known, so none is removed: " + e);
            return Map.of();
        }
        return all;
    }

    /** An image is gone. */
    void forget(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id.substring("sha256:".length())));
        } catch (IOException e) {
            tell.accept("an image that is gone is still remembered: " + e);
        }
    }

    private static Set<String> names(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) <= MAX_BYTES
                ? new LinkedHashSet<>(Files.readAllLines(file))
                : new LinkedHashSet<>();
    }
}
