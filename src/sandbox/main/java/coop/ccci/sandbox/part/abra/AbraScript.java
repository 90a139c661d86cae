package coop.ccci.sandbox.part.abra;

import coop.ccci.host.ShellQuote;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.NoSuchElementException;

/**
 * The start script of the stand-in for {@code abra}. A run starts abra a dozen times, so Java starts the short way: the
 * quick compiler only and the simple collector, which halves a call, and with the archive of its classes where
 * {@code ./cc-ci} has made one of this jar. It speaks UTF-8 whatever the locale, as the real abra does.
 *
 * @param folder where the script is
 * @param home the checkout, in which the stand-in is built
 */
public record AbraScript(Path folder, Path home) {
    private static final String MAIN = "coop.ccci.abra.AbraMain";

    /** Returns the script. */
    public Path file() {
        return folder.resolve("abra");
    }

    /** Returns whether the script starts the classes of this very program. */
    boolean isCurrent() throws IOException {
        return Files.isExecutable(file()) && Files.readString(file()).equals(text());
    }

    /** Puts the script in place by a rename: a run may call abra at any moment. */
    public void write() throws IOException {
        var made = folder.resolve("abra.new");
        Files.writeString(made, text());
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String text() {
        return """
                #!/bin/sh
                # The stand-in for abra, see docs/adr/0004. Made by `sandbox up`.
                jar=%s
                archive=%s
                set -- -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 -cp "$jar" %s "$@"
                # Java does without an archive that is not of this jar, and must not say so on the standard output.
                if [ -s "$archive" ] && [ "$archive" -nt "$jar" ]; then
                    set -- -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \\
                        -XX:SharedArchiveFile="$archive" -Xlog:disable "$@"
                fi
                exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "$@"
                """
                .formatted(
                        ShellQuote.of(jar().toString()),
                        ShellQuote.of(
                                home.resolve("src/abra/target/ccci-abra.jsa").toString()),
                        MAIN,
                        ShellQuote.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()));
    }

    private Path jar() {
        var target = home.resolve("src/abra/target");
        try (var jars = Files.newDirectoryStream(target, "ccci-abra-*.jar")) {
            return jars.iterator().next();
        } catch (IOException | NoSuchElementException e) {
            throw new SandboxException("there is no ccci-abra-*.jar in " + target + "; ./cc-ci builds it", e);
        }
    }
}
