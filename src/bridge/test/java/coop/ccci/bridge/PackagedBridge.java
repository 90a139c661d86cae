package coop.ccci.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bridge as it is built, with its archive of classes where there is one: it starts in two thirds of the time that the
 * classes of the tests need.
 *
 * @param jar newer than everything that it is made of
 */
record PackagedBridge(Path jar) {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final List<Path> SOURCES = Stream.of(
                    "main", "pom.xml", "../../pom.xml", "../../routes", "../contract/main")
            .map(Path::of)
            .toList();

    /** Returns it; empty where nothing is built, or something older than the sources. */
    static Optional<PackagedBridge> find() {
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
        options.addAll(List.of("-cp", jar.toString()));
        return options;
    }
}
