package coop.ccci.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The mounts that lie under a folder: what a killed Docker leaves behind. */
public final class Mounts {
    private Mounts() {}

    /** Returns the mount points under the folder, the deepest first. */
    public static List<Path> under(Path folder) {
        try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
            return lines.map(line -> Path.of(unescaped(line.split(" ", -1)[1])))
                    .filter(point -> point.startsWith(folder))
                    .sorted(Comparator.comparing(Path::getNameCount).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts what is mounted under the folder. */
    public static void release(Path folder) {
        for (Path point : under(folder)) {
            Subprocess.of("umount", "--lazy", point.toString()).run();
        }
    }

    /** The kernel writes blank, tab, line feed and backslash as three octal digits. */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
