package coop.ccci.harness.browser;

import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.BackgroundTask;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.host.FileTrees;
import coop.ccci.host.HumanTime;
import coop.ccci.host.ProcessesByMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Takes one picture of an app's landing page, as somebody sees it who is not logged in. The browser is gone when it is
 * taken, and so is all that it wrote. A page on which a secret of the run can be read is not kept a picture of: nobody
 * could search a picture for it later.
 */
public final class Screenshot implements AutoCloseable {
    /** So long everything may take together, from an empty tab to the file. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int MAX_LOG_LINES = 40;
    private static final Duration DIES_WITHIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration TRIAL = Duration.ofSeconds(10);
    private static final String UNFINISHED = "browser";
    private static final Set<PosixFilePermission> OWNER_AND_RELAY = PosixFilePermissions.fromString("rwxr-x---");

    private final Browser browser;
    private final RunDirectory directory;
    private final Masker masker;
    private final Stopwatch stopwatch;
    private final Duration longest;
    private final Consumer<String> log;
    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "ccci-browser-of-" + UUID.randomUUID());
    private Optional<BackgroundTask<Tab>> tab = Optional.empty();
    private Optional<IngressRelay> relay = Optional.empty();

    /**
     * Creates a photographer.
     *
     * @param browser how the app is come to
     * @param directory where the picture is put; the browser writes into a folder of its own in it, meanwhile
     * @param masker knows the secrets
     * @param stopwatch counts as the app's time what the page takes to load
     * @param longest so long everything may take together, for example {@link #TIMEOUT}
     * @param log takes what the browser complained of, when there is no picture
     */
    public Screenshot(
            Browser browser,
            RunDirectory directory,
            Masker masker,
            Stopwatch stopwatch,
            Duration longest,
            Consumer<String> log) {
        this.browser = browser;
        this.directory = directory;
        this.masker = masker;
        this.stopwatch = stopwatch;
        this.longest = longest;
        this.log = log;
    }

    /**
     * Starts the browser, and does not wait for it: it becomes ready beside whatever comes next. Without a browser
     * nothing happens.
     *
     * @param domain the app's
     * @throws UncheckedIOException when its folder cannot be made
     */
    public void begin(String domain) {
        if (tab.isEmpty()) {
            tab = browser.program().map(program -> open(program, domain));
        }
    }

    private BackgroundTask<Tab> open(Path program, String domain) {
        try {
            removeFolders();
            Driver.makeTemporary();
            Files.createDirectories(directory.path().resolve(UNFINISHED));
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_AND_RELAY));
            relay = Optional.of(IngressRelay.open(folder.resolve("ingress"), () -> browser.address(domain)));
            var enclosure = Enclosure.of(browser.environment());
            var chromium = new Chromium(enclosure.write(program, Driver.node(), folder), folder, mark());
            Files.createDirectory(chromium.profile());
            Files.createDirectory(chromium.temporary());
            enclosure.give(folder);
            return BackgroundTask.begin("browser", () -> {
                requireTrial(enclosure);
                return Tab.open(chromium, domain, browser.environment());
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the browser's folders: " + e.getMessage(), e);
        }
    }

    /** A browser that cannot be shut in is not started. */
    private void requireTrial(Enclosure enclosure) {
        enclosure.missing().ifPresent(program -> {
            throw new ScreenshotException("no browser is started that is not shut in, and \"" + program
                    + "\" is not there, which that takes; ./cc-ci doctor says more");
        });
        try {
            var trial = new ProcessRunner(masker, line -> {})
                    .run(
                            new ProcessSpec(
                                    enclosure.trial(), folder.getParent(), enclosure.environment(), TRIAL, false),
                            Deadline.lasting(TRIAL));
            if (!trial.well()) {
                throw new ScreenshotException("no browser is started that is not shut in, and this machine does not let"
                        + " that be done (" + trial.errors().strip() + "); ./cc-ci doctor says more");
            }
        } catch (IOException | UncheckedIOException | CancelledException e) {
            throw new ScreenshotException("whether a browser can be shut in cannot be found out: " + e.getMessage());
        }
    }

    /** In the environment of all the browser's processes; nothing is at this path but the picture while it is written. */
    private String mark() {
        return unfinished().toString();
    }

    private Path unfinished() {
        return directory.path().resolve(UNFINISHED).toAbsolutePath();
    }

    /**
     * Takes the picture, with the browser that was begun or else a new one, and ends the browser.
     *
     * @param domain the app's
     * @param path that of its landing page, which begins with a slash
     * @param run how long the run may go on
     * @return where the picture is, or why there is none; whatever the browser or the page does is told so
     */
    public Picture take(String domain, String path, Deadline run) {
        var deadline = run.within(longest);
        try (this) {
            begin(domain);
            if (tab.isEmpty()) {
                return new Picture.None("there is no " + Chromium.NAME + " on the PATH; install it to have pictures");
            }
            var opened = tab.get().await(deadline);
            return save(BackgroundTask.begin("picture", () -> shoot(opened, "https://" + domain + path))
                    .await(deadline));
        } catch (ScreenshotException e) {
            logCause(e);
            return new Picture.None(e.getMessage());
        } catch (UncheckedIOException e) {
            return new Picture.None(e.getMessage());
        } catch (CancelledException e) {
            return new Picture.None(
                    run.over().isPresent()
                            ? "the run is to end"
                            : "the landing page was not there within " + HumanTime.format(longest));
        }
    }

    private byte[] shoot(Tab opened, String address) {
        try (opened) {
            stopwatch.time(Stopwatch.WaitingFor.APP, () -> opened.navigate(URI.create(address)));
            requireNoSecrets(opened.text());
            var picture = opened.picture();
            requireNoSecrets(opened.text());
            return picture;
        }
    }

    /** What the browser complained of, which Playwright has in its message. */
    private void logCause(ScreenshotException problem) {
        if (problem.getCause() != null) {
            String.valueOf(problem.getCause().getMessage())
                    .lines()
                    .limit(MAX_LOG_LINES)
                    .forEach(line -> log.accept("| " + line));
        }
    }

    private void requireNoSecrets(String text) {
        if (masker.finds(text)) {
            throw new ScreenshotException("a secret of the run can be read on the landing page");
        }
    }

    private Picture save(byte[] picture) {
        if (picture.length > RunDirectory.MAX_SCREENSHOT_BYTES) {
            throw new ScreenshotException(
                    "it has " + picture.length + " bytes, more than " + RunDirectory.MAX_SCREENSHOT_BYTES);
        }
        var file = directory.screenshot();
        var unfinished = unfinished().resolve(RunDirectory.SCREENSHOT);
        try {
            Files.write(unfinished, picture);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return new Picture.Taken(file, picture.length);
    }

    /** Ends the browser, where it still runs, and removes what it wrote. */
    @Override
    public void close() {
        if (tab.isPresent()) {
            end(tab.get());
            tab = Optional.empty();
            relay.ifPresent(Screenshot::closeRelay);
            relay = Optional.empty();
        }
    }

    private static void closeRelay(IngressRelay relay) {
        try {
            relay.close();
        } catch (IOException e) {
            // nothing leads to it any more
        }
    }

    /**
     * One that is only just starting may not be seen yet, and one that is killed still writes for a moment, also into
     * folders that were removed: so both are done until twice there was nothing to kill and nothing to remove.
     */
    private void end(BackgroundTask<Tab> starting) {
        var end = System.nanoTime() + DIES_WITHIN.toNanos();
        var quiet = 0;
        var problem = Optional.<IOException>empty();
        while (quiet < 2 && System.nanoTime() < end) {
            Driver.kill();
            var seen = ProcessesByMark.kill(Chromium.MARK, mark());
            try {
                seen |= removeFolders();
                problem = Optional.empty();
            } catch (IOException e) {
                seen = true;
                problem = Optional.of(e);
            }
            quiet = seen || !starting.isOver() ? 0 : quiet + 1;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        problem.ifPresent(e -> log.accept("cannot remove the browser's folders: " + e.getMessage()));
    }

    /** Returns whether there was one. */
    private boolean removeFolders() throws IOException {
        var found = false;
        for (var tree : List.of(folder, unfinished(), Driver.TEMPORARY)) {
            if (Files.exists(tree)) {
                remove(tree);
                found = true;
            }
        }
        return found;
    }

    private static void remove(Path tree) throws IOException {
        try {
            FileTrees.delete(tree);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
