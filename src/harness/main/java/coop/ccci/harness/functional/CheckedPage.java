package coop.ccci.harness.functional;

import coop.ccci.contract.Excerpt;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.HttpResult;
import coop.ccci.harness.recipe.Check;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Evaluates one check on one page: pure, but for fetching the first asset. A page is read by jsoup, as a browser
 * reads it, however broken its HTML is; no script in it runs.
 */
final class CheckedPage {
    private static final String ASSETS = "link[rel~=(?i)\\bstylesheet\\b][href], script[src], img[src]";
    private static final int MAX_EXCERPT_LENGTH = 200;

    private final String domain;
    private final Check check;
    private final Function<String, HttpResult> fetch;

    /**
     * Makes ready to check.
     *
     * @param fetch fetches a path of the app
     */
    CheckedPage(String domain, Check check, Function<String, HttpResult> fetch) {
        this.domain = domain;
        this.check = check;
        this.fetch = fetch;
    }

    /** Fetches the page once; one assertion of each thing that is to be true of it. */
    List<Assertion> check() {
        return fetch.apply(check.path())
                .match(
                        this::assertions,
                        failed -> List.of(failed(answers(), failed.why().describe())));
    }

    private List<Assertion> assertions(HttpResult.Received whole) {
        var assertions = new ArrayList<Assertion>();
        assertions.add(code(whole));
        var page = Jsoup.parse(whole.text(), "https://" + domain + check.path());
        check.title().ifPresent(wanted -> assertions.add(title(page, wanted)));
        check.text().ifPresent(wanted -> assertions.add(text(whole, page, wanted)));
        if (check.asset()) {
            assertions.add(asset(page));
        }
        return assertions;
    }

    private String answers() {
        var codes = check.codes().stream().sorted().map(String::valueOf).toList();
        return check.path() + " answers with " + String.join(" or ", codes);
    }

    private Assertion code(HttpResult.Received whole) {
        return check.codes().contains(whole.code())
                ? held(answers())
                : failed(
                        answers(),
                        "it answers with " + whole.code()
                                + whole.location()
                                        .map(to -> ", which leads to " + excerpt(to))
                                        .orElse(""));
    }

    private Assertion title(Document page, String wanted) {
        var name = "the title of " + check.path() + " contains \"" + wanted + "\"";
        return page.title().contains(wanted) ? held(name) : failed(name, "it is \"" + excerpt(page.title()) + "\"");
    }

    private Assertion text(HttpResult.Received whole, Document page, String wanted) {
        var name = check.path() + " shows \"" + wanted + "\"";
        var text = isPage(whole) ? page.body().text() : whole.text();
        return text.contains(wanted)
                ? held(name)
                : failed(name, text.isBlank() ? "it shows nothing" : "it shows \"" + excerpt(text) + "\"");
    }

    private Assertion asset(Document page) {
        var name = "the first asset of " + check.path() + " loads";
        var first = page.select(ASSETS).stream()
                .map(CheckedPage::address)
                .flatMap(Optional::stream)
                .filter(address -> domain.equals(address.getHost()))
                .findFirst();
        if (first.isEmpty()) {
            return failed(name, "the page names no style sheet, script or picture of the app's own");
        }
        var path = path(first.get());
        return trouble(fetch.apply(path))
                .map(why -> failed(name, path + " " + why))
                .orElseGet(() -> held(name));
    }

    /** Returns what is wrong with an asset: single-page apps answer with their page to every path, with status 200. */
    private static Optional<String> trouble(HttpResult asset) {
        return asset.match(
                CheckedPage::trouble,
                failed -> Optional.of("does not: " + failed.why().describe()));
    }

    private static Optional<String> trouble(HttpResult.Received whole) {
        if (whole.code() != 200) {
            return Optional.of("answers with " + whole.code());
        }
        if (whole.text().isEmpty()) {
            return Optional.of("is empty");
        }
        return isPage(whole) ? Optional.of("is a page and no asset") : Optional.empty();
    }

    private static boolean isPage(HttpResult.Received whole) {
        return whole.type()
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith("text/html") || type.startsWith("application/xhtml"))
                .isPresent();
    }

    private static Optional<URI> address(Element element) {
        try {
            return Optional.of(URI.create(element.absUrl(element.hasAttr("src") ? "src" : "href")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String path(URI address) {
        var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static String excerpt(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return Excerpt.cut(line, MAX_EXCERPT_LENGTH);
    }

    private static Assertion held(String name) {
        return new Assertion(name, true, Optional.empty());
    }

    private static Assertion failed(String name, String message) {
        return new Assertion(name, false, Optional.of(message));
    }
}
