package coop.ccci.app;

import java.net.URI;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What the app answered.
 *
 * @param url what was asked
 * @param code the HTTP status
 * @param type the content type as it was sent, for example {@code text/html; charset=utf-8}
 * @param location where a redirect leads, as it was sent
 * @param text the body, at most 2 Mi bytes of it, read as its content type says
 */
public record Response(URI url, int code, Optional<String> type, Optional<String> location, String text) {
    /** The body as a page, read as a browser reads it; addresses in it can be made absolute. */
    public Document html() {
        return Jsoup.parse(text, url.toString());
    }
}
