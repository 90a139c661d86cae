package coop.ccci.bridge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Chromium of this machine, in which tests look at pages of our own. Playwright is used by one thread at a time.
 *
 * <p>Its driver is the one that the build has unpacked beside the harness.
 */
public final class TestBrowser implements AutoCloseable {
    /** How long it is waited for something on a page. */
    private static final double TIMEOUT_MILLIS = 60_000;

    private static final int MAX_VISITS = 3;

    private static final String PROGRAM = "chromium";

    /** The pictures of the documents are written anew with {@code -Ddocs.images=true}. */
    private static final boolean WRITES_IMAGES = Boolean.getBoolean("docs.images");

    private static final Path IMAGES = Path.of("../../docs/images");

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException when the driver or Chromium is missing
     */
    public static TestBrowser open() {
        var driver = Path.of("../harness/target/playwright").toAbsolutePath().normalize();
        if (!Files.isExecutable(driver.resolve("node"))) {
            throw new IllegalStateException("Playwright's driver is not in " + driver + ": build src/harness");
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        System.setProperty("playwright.cli.dir", driver.toString());
        var playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // It sees nothing but pages of this project, and root, as which tests may run, has no sandbox of Chromium's.
        var options = new LaunchOptions()
                .setExecutablePath(chromium())
                .setChromiumSandbox(false)
                .setArgs(List.of("--disable-gpu", "--disable-breakpad"));
        return new TestBrowser(playwright, playwright.chromium().launch(options));
    }

    private static Path chromium() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("there is no chromium on the PATH: apt-get install chromium"));
    }

    /** Opens a tab of that size, in pixels, which knows nothing of the others. */
    public Page page(int width, int height) {
        var context = browser.newContext(new NewContextOptions().setViewportSize(width, height));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        return context.newPage();
    }

    /** As {@link #page}, with {@code axe} in every page that it goes to. */
    public Page pageWithAxe(int width, int height) {
        var page = page(width, height);
        page.addInitScript(axe());
        return page;
    }

    private static String axe() {
        try (var stream = TestBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Goes to an address, some times, until something is seen there. Chromium gives up what it is loading, from this machine
     * too, whenever a network comes or goes, and the tests beside this one make networks.
     *
     * @throws PlaywrightException when it is not seen
     */
    public static void goTo(Page page, URI address, Locator awaited) {
        for (var left = MAX_VISITS - 1; ; left--) {
            try {
                page.navigate(address.toString());
                awaited.waitFor();
                return;
            } catch (PlaywrightException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /**
     * Photographs what is seen of a page, for {@code docs/images}; the file is written only when that was asked for, and must
     * be there.
     *
     * @param name the name of the file, without its ending
     */
    public static void photograph(Page page, String name) {
        var file = IMAGES.resolve(name + ".png");
        if (WRITES_IMAGES) {
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }
        if (!Files.exists(file)) {
            throw new IllegalStateException("docs/images/" + name + ".png is missing: -Ddocs.images=true writes it");
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
