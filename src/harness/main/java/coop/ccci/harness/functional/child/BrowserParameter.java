package coop.ccci.harness.functional.child;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import coop.ccci.app.NoAnswer;
import coop.ccci.harness.browser.Browser;
import coop.ccci.harness.browser.TestBrowser;
import coop.ccci.harness.dependency.ProvidedApps;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.probe.TlsProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a browser to every test, and to what comes before and after each, that takes a {@link Page} or a {@link
 * BrowserContext}: one of its own for each test. Of a test that failed a picture and a trace are kept.
 */
public final class BrowserParameter
        implements ParameterResolver,
                AfterEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BrowserParameter.class);
    private static final Set<Class<?>> GIVEN = Set.of(Page.class, BrowserContext.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return GIVEN.contains(parameter.getParameter().getType())
                && parameter.getDeclaringExecutable() instanceof Method
                && test.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var browser = test.getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestBrowser.class, key -> open(AppParameter.folder(test)), TestBrowser.class);
        return parameter.getParameter().getType() == Page.class ? browser.page() : browser.context();
    }

    private static TestBrowser open(TestFolder folder) {
        var address = AppAddress.read(folder.app());
        var ingress = AppAddress.written(address.ingress()).map(Ingress::parse);
        var hosts = new ArrayList<>(List.of(address.domain()));
        ProvidedApps.in(System.getenv()).apps().forEach(app -> hosts.add(app.domain()));
        var keys = AppAddress.written(address.authority())
                .map(authority -> hosts.stream()
                        .map(host -> key(host, ingress, Path.of(authority)))
                        .distinct()
                        .toList())
                .orElse(List.of());
        hosts.addAll(address.hosts());
        try {
            return TestBrowser.open(Browser.of(System.getenv(), ingress), hosts, keys);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new BrowserFault(e.getMessage(), e);
        }
    }

    /** The browser knows no other authority than the system's, so it is given the key of what this one vouches for. */
    private static String key(String domain, Optional<Ingress> ingress, Path authority) {
        try {
            var shown = new TlsProbe(ingress, Optional.of(authority)).connect(domain);
            if (!shown.nameMatches() || shown.distrust().isPresent()) {
                throw new NoAnswer("https://" + domain + "/ shows a certificate of " + shown.subject()
                        + ", which is not valid for it: "
                        + shown.distrust().orElse("it is for another name"));
            }
            return shown.key();
        } catch (IOException e) {
            throw new NoAnswer("https://" + domain + "/ does not answer: " + e.getMessage());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
        throw blamed(test, thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
        throw blamed(test, thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext test, Throwable thrown) throws Throwable {
        throw blamed(test, thrown);
    }

    /** What a test says whose browser this machine took away is not about the app. */
    private static Throwable blamed(ExtensionContext test, Throwable thrown) {
        var browser = Optional.ofNullable(test.getStore(NAMESPACE).get(TestBrowser.class, TestBrowser.class));
        return browser.filter(TestBrowser::isGone).isPresent()
                ? new BrowserFault("the program that drives the browser ended in the middle of it", thrown)
                : thrown;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Optional.ofNullable(test.getStore(NAMESPACE).remove(TestBrowser.class, TestBrowser.class))
                .ifPresent(browser -> {
                    try (browser) {
                        if (test.getExecutionException().isPresent()) {
                            keep(browser, test);
                        }
                    }
                });
    }

    private static void keep(TestBrowser browser, ExtensionContext test) {
        var name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        try {
            browser.keep(AppParameter.folder(test).failed(name));
            System.out.println("a picture and a trace of " + name + " are kept in the folder of the run");
        } catch (IOException | PlaywrightException e) {
            System.out.println("neither a picture nor a trace of " + name + ": " + e.getMessage());
        }
    }
}
