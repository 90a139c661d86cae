package coop.ccci.harness.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * A tab of a browser of its own. Playwright wants one thread at a time. Its methods throw {@link
 * ScreenshotException} when the browser refuses or is gone, and wait for ever for a page that hangs: who kills the browser's
 * processes ends them.
 */
final class Tab implements AutoCloseable {
    /** Pages that fetch on and on, for news or by a socket, are not waited for longer. */
    private static final double CALM_MILLIS = 3000;

    /** A container that comes changes the network several times, one shortly after another. */
    private static final double CHANGING_MILLIS = 200;

    private static final int MAX_LOADS = 4;

    /**
     * What Chromium says of requests that it gave up because a network interface of the machine came or went, as one does
     * with every container.
     */
    private static final String NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";

    /** What Playwright says of a page that goes elsewhere by itself while it loads, an error's page included. */
    private static final String INTERRUPTED = "interrupted by another navigation";

    private static final Pattern ERROR = Pattern.compile("net::[A-Z_]+");

    /** What a person can read on the page, and what stands in its fields. */
    private static final String READABLE = "() => [document.title, location.href, document.documentElement.innerText,"
            + " ...Array.from(document.querySelectorAll('input, textarea'), field => field.value)].join('\\n')";

    private final Playwright playwright;
    private final Page page;
    private final AtomicBoolean disturbed = new AtomicBoolean();

    private Tab(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
        page.setDefaultTimeout(0);
        page.onRequestFailed(request -> {
            if (NETWORK_CHANGED.equals(request.failure())) {
                disturbed.set(true);
            }
        });
    }

    /** Starts a browser with an empty tab. */
    static Tab open(Chromium chromium, String domain, Map<String, String> environment) {
        if (Driver.install().isEmpty()) {
            throw new ScreenshotException("Playwright's driver is not beside the harness; build cc-ci again");
        }
        Optional<Playwright> driver = Optional.empty();
        try {
            driver = Optional.of(Playwright.create(Driver.OPTIONS));
            var context = driver.get()
                    .chromium()
                    .launchPersistentContext(chromium.profile(), chromium.options(domain, environment));
            return new Tab(driver.get(), context.pages().get(0));
        } catch (PlaywrightException e) {
            driver.ifPresent(Tab::end);
            throw new ScreenshotException("the browser does not start", e);
        }
    }

    /** Goes to an address and waits until the page has loaded and come to rest. */
    void navigate(URI address) {
        try {
            var loads = 0;
            do {
                disturbed.set(false);
                loads++;
                load(address);
                settle();
            } while (disturbed.get() && loads < MAX_LOADS);
        } catch (PlaywrightException e) {
            throw new ScreenshotException(reason(e), e);
        }
    }

    private void load(URI address) {
        for (var loads = 1; ; loads++) {
            try {
                page.navigate(address.toString());
                return;
            } catch (PlaywrightException e) {
                var again = e.getMessage().contains(INTERRUPTED) && loads < MAX_LOADS;
                if (!again && !e.getMessage().contains(NETWORK_CHANGED)) {
                    throw e;
                }
                page.waitForTimeout(CHANGING_MILLIS);
            }
        }
    }

    /** Apps that draw themselves by script fetch what they show when they have loaded. */
    private void settle() {
        try {
            page.waitForLoadState(LoadState.NETWORKIDLE, new Page.WaitForLoadStateOptions().setTimeout(CALM_MILLIS));
        } catch (TimeoutError e) {
            // it is taken as it is
        }
    }

    private static String reason(PlaywrightException e) {
        if (e.getMessage().contains("Download is starting")) {
            return "the landing page is no page, but a file to download";
        }
        var error = ERROR.matcher(e.getMessage());
        return "the landing page cannot be opened" + (error.find() ? ": " + error.group() : "");
    }

    /** Returns all text that can be read on the page. */
    String text() {
        try {
            return String.valueOf(page.evaluate(READABLE));
        } catch (PlaywrightException e) {
            throw new ScreenshotException("the text of the landing page cannot be read", e);
        }
    }

    /** Returns what is seen of the page without scrolling, as a PNG. */
    byte[] picture() {
        try {
            return page.screenshot();
        } catch (PlaywrightException e) {
            throw new ScreenshotException("the landing page cannot be photographed", e);
        }
    }

    /** Ends the browser and its driver, unless they are gone. */
    @Override
    public void close() {
        end(playwright);
    }

    private static void end(Playwright driver) {
        try {
            driver.close();
        } catch (PlaywrightException e) {
            // it has ended already, or was killed
        }
    }
}
