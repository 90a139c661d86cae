package coop.ccci.harness.browser;

import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Playwright's driver, a program in Node.js that talks to browsers. The build unpacks it beside the harness's jar, once,
 * so that Playwright need not do it in every run. It sees the harness's whole environment, as its library starts it so;
 * the browser does not.
 */
final class Driver {
    private static final String FOLDER = "playwright";

    /** Where it puts what it needs for a moment; whoever starts it makes this folder, and removes it. */
    static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"), "ccci-browser-" + UUID.randomUUID());

    /** Playwright keeps the first ones of a process for all that follow, so they are always the same. */
    static final CreateOptions OPTIONS =
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "TMPDIR", TEMPORARY.toString()));

    private static final String PROGRAM = "node";

    /** The system property in which Playwright looks for it. */
    private static final String PROPERTY = "playwright.cli.dir";

    private Driver() {}

    /**
     * Tells Playwright where it is.
     *
     * @return its folder; empty where it was not unpacked
     */
    static Optional<Path> install() {
        var found = Optional.of(folder()).filter(folder -> Files.isExecutable(folder.resolve(PROGRAM)));
        found.ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
        return found;
    }

    /**
     * Makes the folder for temporary files, for this user alone.
     *
     * @throws IOException when that is not possible
     */
    static void makeTemporary() throws IOException {
        Files.createDirectory(
                TEMPORARY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Kills the drivers that this process started, and not those of the tests' process, which is its child and may be at
     * work while a picture is taken. One ends by itself when the harness dies, and then takes its browser with it.
     */
    static void kill() {
        running().forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns the drivers that this process started and that run. */
    static List<ProcessHandle> running() {
        var program = Optional.of(folder().resolve(PROGRAM).toString());
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().command().equals(program))
                .toList();
    }

    /** Returns the program Node.js that it comes with. */
    static Path node() {
        return folder().resolve(PROGRAM);
    }

    private static Path folder() {
        try {
            var classes = Driver.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(classes.toURI()).resolveSibling(FOLDER);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
