package coop.ccci.harness.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import coop.ccci.host.FileTrees;
import coop.ccci.host.ProcessesByMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A browser for one of a recipe's tests, shut in as the one that takes pictures is: it reaches the app's own hosts and
 * those of what it depends on, and nothing else, and has no cookies yet. It checks certificates. One thread at a time may use it.
 */
public final class TestBrowser implements AutoCloseable {
    /** Where a recipe's tests have their temporary files, those of their browsers too. */
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** Chromium makes sockets below, whose paths the kernel holds to some hundred characters. */
    private static final int NAME_LENGTH = 8;

    private static final Duration DIES_WITHIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final double TIMEOUT_MILLIS = 15_000;

    /** So long after its pipe closed the kernel may take to say that a process has ended. */
    private static final Duration ENDS_WITHIN = Duration.ofMillis(300);

    private final Path folder;
    private final IngressRelay relay;
    private final Playwright playwright;
    private final List<ProcessHandle> drivers;
    private final BrowserContext context;

    private TestBrowser(
            Path folder,
            IngressRelay relay,
            Playwright playwright,
            List<ProcessHandle> drivers,
            BrowserContext context) {
        this.folder = folder;
        this.relay = relay;
        this.playwright = playwright;
        this.drivers = drivers;
        this.context = context;
    }

    /**
     * Starts one.
     *
     * @param browser the browser of this machine
     * @param hosts the names that lead anywhere; the first is the app's domain
     * @param keys as {@link Chromium#options} takes them
     * @throws IllegalStateException when there is no browser, or it does not start
     */
    public static TestBrowser open(Browser browser, List<String> hosts, List<String> keys) {
        var program = browser.program()
                .orElseThrow(() -> new IllegalStateException("there is no " + Chromium.NAME
                        + " on this machine, which a test with a Page needs; ./cc-ci doctor says more"));
        if (Driver.install().isEmpty()) {
            throw new IllegalStateException("Playwright's driver is not beside the harness; build cc-ci again");
        }
        try {
            if (!Files.exists(Driver.TEMPORARY)) {
                Driver.makeTemporary();
            }
            var folder = TEMPORARY.resolve(UUID.randomUUID().toString().substring(0, NAME_LENGTH));
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            var relay = IngressRelay.open(folder.resolve("ingress"), () -> browser.address(hosts.get(0)));
            return open(browser, hosts, keys, program, folder, relay);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the browser's folders: " + e.getMessage(), e);
        }
    }

    private static TestBrowser open(
            Browser browser, List<String> hosts, List<String> keys, Path program, Path folder, IngressRelay relay)
            throws IOException {
        Optional<Playwright> driver = Optional.empty();
        try {
            var enclosure = Enclosure.of(browser.environment());
            var chromium = new Chromium(enclosure.write(program, Driver.node(), folder), folder, TEMPORARY.toString());
            Files.createDirectory(chromium.profile());
            Files.createDirectory(chromium.temporary());
            enclosure.give(folder);
            var others = Driver.running();
            driver = Optional.of(Playwright.create(Driver.OPTIONS));
            var drivers = Driver.running().stream()
                    .filter(process -> !others.contains(process))
                    .toList();
            var context = driver.get()
                    .chromium()
                    .launchPersistentContext(chromium.profile(), chromium.options(hosts, browser.environment(), keys));
            context.setDefaultTimeout(TIMEOUT_MILLIS);
            context.tracing()
                    .start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
            return new TestBrowser(folder, relay, driver.get(), drivers, context);
        } catch (PlaywrightException e) {
            driver.ifPresent(Playwright::close);
            relay.close();
            throw new IllegalStateException(
                    "the browser does not start, or this machine does not let it be shut in; ./cc-ci doctor says more",
                    e);
        }
    }

    /** Returns the browser's one context, which records a trace. */
    public BrowserContext context() {
        return context;
    }

    /** Returns the page that is open. */
    public Page page() {
        var pages = context.pages();
        return pages.isEmpty() ? context.newPage() : pages.get(pages.size() - 1);
    }

    /**
     * Returns whether the program that drives the browser has ended, which nothing that a page or a test does with it can
     * bring about: only this machine. Waits a moment for one that is just ending.
     */
    public boolean isGone() {
        try {
            CompletableFuture.allOf(drivers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Keeps what a person needs to see why a test failed: {@code page.png} and {@code trace.zip}, which
     * <a href="https://trace.playwright.dev">Playwright's viewer</a> shows.
     *
     * @param kept a folder, which is made
     * @throws IOException when the folder cannot be made
     * @throws PlaywrightException when the browser is gone
     */
    public void keep(Path kept) throws IOException {
        Files.createDirectories(kept);
        page().screenshot(new Page.ScreenshotOptions().setPath(kept.resolve("page.png")));
        context.tracing().stop(new Tracing.StopOptions().setPath(kept.resolve("trace.zip")));
    }

    @Override
    public void close() {
        try {
            playwright.close();
        } catch (PlaywrightException e) {
            // it has ended already, or was killed
        }
        try {
            relay.close();
            FileTrees.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // who began the process that this one is in removes what is left
        }
    }

    /**
     * Ends the browsers that tests left behind, and removes the tests' temporary files.
     *
     * @param temporary what was {@code java.io.tmpdir} of the tests' process, which has ended
     * @throws UncheckedIOException when something cannot be removed
     */
    public static void removeAll(Path temporary) {
        var end = System.nanoTime() + DIES_WITHIN.toNanos();
        while (ProcessesByMark.kill(Chromium.MARK, temporary.toString()) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (Files.exists(temporary)) {
            FileTrees.delete(temporary);
        }
    }
}
