package coop.ccci.bridge.engine.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A folder with a {@code cc-ci} in it that starts {@link FakeHarness} the way the real one starts the harness, and
 * with what a test tells it to do.
 *
 * @param path the folder
 */
public record HarnessFolder(Path path) {

    /** What the harness does. */
    public enum Scenario {
        /** It passes. */
        PASS,

        /** It fails: the app never becomes healthy. */
        FAIL,

        /** It says that it tested another commit. */
        OTHER_COMMIT,

        /** It is killed after its first events. */
        DIE,

        /** It waits for {@link #goOn()}, then passes; when it is terminated, it is cancelled. */
        WAIT
    }

    /** Writes the program; it passes until told otherwise. */
    public static HarnessFolder in(Path path) {
        var folder = new HarnessFolder(path);
        folder.write("scenario", Scenario.PASS.name());
        return folder.program(folder.script(0));
    }

    /** The program starts the harness and then says that it did not. */
    public HarnessFolder startsAndThenFails() {
        return program(script(3));
    }

    private String script(int exitCode) {
        return """
                #!/bin/sh
                mkdir -p "$CCCI_RUNS_DIR/$CCCI_RUN_ID" || exit 3
                env | tr '\\n' ' ' >> %2$s/starts; echo >> %2$s/starts
                setsid --fork %1$s -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%3$s' %4$s %2$s \\
                    < /dev/null > "$CCCI_RUNS_DIR/$CCCI_RUN_ID/console.txt" 2>&1
                exit %5$s
                """
                .formatted(
                        ProcessHandle.current().info().command().orElse("java"),
                        path,
                        System.getProperty("java.class.path"),
                        FakeHarness.class.getName(),
                        exitCode);
    }

    /** The program that the bridge calls. */
    public Path command() {
        return path.resolve("cc-ci");
    }

    /** From now on runs go like this. */
    public HarnessFolder plays(Scenario scenario) {
        write("scenario", scenario.name());
        return this;
    }

    /** The program does nothing but this. */
    public HarnessFolder program(String script) {
        write("cc-ci", script);
        try {
            Files.setPosixFilePermissions(command(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Lets a waiting run go on. */
    public void goOn() {
        write("go-on", "");
    }

    /** The environment of each start, one line each. */
    public List<String> starts() {
        try {
            return Files.exists(path.resolve("starts")) ? Files.readAllLines(path.resolve("starts")) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean mayGoOn() {
        return Files.exists(path.resolve("go-on"));
    }

    Scenario scenario() throws IOException {
        return Scenario.valueOf(Files.readString(path.resolve("scenario")));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
