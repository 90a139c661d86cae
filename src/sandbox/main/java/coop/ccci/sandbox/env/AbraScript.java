package coop.ccci.sandbox.env;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The start script of the stand-in for {@code abra}. A run starts abra a dozen times, so Java starts the short way: the
 * quick compiler only, the simple collector, and the classes from an archive that is made once (see
 * docs/measurements.md). The log of the virtual machine is off, because it would say on standard output when the archive
 * does not fit any more, and abra's output is read by programs.
 *
 * @param folder where script and archive are
 * @param abraFolder an {@code ABRA_DIR} for the call that the archive is made from
 */
record AbraScript(Path folder, Path abraFolder) {
    private static final String MAIN = "coop.ccci.sandbox.abra.Main";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Path file() {
        return folder.resolve("abra");
    }

    /** Whether script and archive belong to the classes of this very program. */
    boolean isCurrent() throws IOException {
        return Files.isExecutable(file())
                && Files.isRegularFile(archive())
                && Files.readString(file()).equals(text());
    }

    /** The script is written last: where it is current, the archive is there. */
    void write() throws IOException {
        Files.deleteIfExists(file());
        makeArchive();
        Files.writeString(file(), text());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void makeArchive() throws IOException {
        Files.deleteIfExists(archive());
        try {
            Command.of(
                            JAVA,
                            "-Xlog:disable",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-XX:ArchiveClassesAtExit=" + archive(),
                            "-cp",
                            classPath(),
                            MAIN,
                            "app",
                            "ls",
                            "-m")
                    .with("ABRA_DIR", abraFolder.toString())
                    .run();
        } catch (SandboxException cannotBeUsedAsAnArchive) {
            Files.deleteIfExists(archive());
        }
        if (!Files.exists(archive())) {
            Files.createFile(archive());
        }
    }

    private Path archive() {
        return folder.resolve("abra.jsa");
    }

    private String text() throws IOException {
        return """
                #!/bin/sh
                # The stand-in for abra, see docs/adr/0004. Made by `sandbox up` for the build of %s.
                exec %s -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
                    -Xshare:auto -XX:SharedArchiveFile=%s \\
                    -cp %s %s "$@"
                """
                .formatted(
                        built(),
                        ShellQuote.of(JAVA),
                        ShellQuote.of(archive().toString()),
                        ShellQuote.of(classPath()),
                        MAIN);
    }

    private static String built() throws IOException {
        return Files.getLastModifiedTime(Path.of(classPath().split(":", 2)[0])).toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
