package coop.ccci.bridge;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bridge as it is built, with its archive of classes where there is one: it starts in two thirds of the time that the
 * classes of the tests need.
 *
 * @param jar newer than everything that it is made of
 */
public record PackagedBridge(Path jar) {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path CLASSES = TARGET.resolve("classes");
    private static final List<Path> SOURCES = Stream.of(
                    "main", "pom.xml", "../../pom.xml", "../../routes", "../contract/main")
            .map(Path::of)
            .toList();

    /** Returns it; empty where nothing is built, or something older than the sources. */
    public static Optional<PackagedBridge> find() {
        try (var jars = Files.newDirectoryStream(TARGET, "ccci-bridge-*.jar")) {
            for (var jar : jars) {
                if (isNewest(jar)) {
                    return Optional.of(new PackagedBridge(jar));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewest(Path jar) throws IOException {
        var built = Files.getLastModifiedTime(jar);
        for (var source : SOURCES) {
            try (var files = Files.find(
                    source, 50, (file, read) -> read.isRegularFile() && isNewer(read.lastModifiedTime(), built))) {
                if (files.findAny().isPresent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isNewer(FileTime time, FileTime than) {
        return time.compareTo(than) > 0;
    }

    /** Returns Java's options, as the launcher gives them; Java itself does without an archive that does not fit. */
    List<String> options() {
        return options("");
    }

    /**
     * As {@link #options()}, with those of the tests behind its own, for which the archive fits as well.
     *
     * @param classPath that of the tests; the bridge's own classes in it are left out, else each route would be there twice
     */
    public List<String> optionsWith(String classPath) {
        return options(Arrays.stream(classPath.split(File.pathSeparator))
                .filter(each -> !Path.of(each).toAbsolutePath().equals(CLASSES))
                .collect(Collectors.joining(File.pathSeparator)));
    }

    private List<String> options(String more) {
        var options = new ArrayList<String>();
        var archive = TARGET.resolve("ccci-bridge.jsa");
        try {
            if (Files.exists(archive) && isNewer(Files.getLastModifiedTime(archive), Files.getLastModifiedTime(jar))) {
                options.addAll(List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xshare:auto",
                        "-Xlog:disable"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.addAll(List.of("-cp", more.isEmpty() ? jar.toString() : jar + File.pathSeparator + more));
        return options;
    }
}
