package coop.ccci.bridge.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * What was shown a moment ago, shown again: a page that many look at is made once. It holds so many bytes, whatever is asked
 * for.
 */
public final class PageCache {
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final int MAX_PAGE_BYTES = 512 * 1024;
    private static final String ASKED = "asked";

    private final Cache<PageRequest, PageResponse> shown;

    /** Shows what is younger than this again. */
    public PageCache(Duration cached) {
        shown = Caffeine.newBuilder()
                .expireAfterWrite(cached)
                .maximumWeight(MAX_BYTES)
                .weigher((PageRequest asked, PageResponse response) ->
                        response.content().remaining() + 200)
                .executor(Runnable::run)
                .build();
    }

    /** Replaces the request by the page, where it is here. */
    public void find(Exchange exchange) {
        var asked = asGet(exchange.getMessage().getBody(PageRequest.class));
        exchange.setProperty(ASKED, asked);
        var page = shown.getIfPresent(asked);
        if (page != null) {
            exchange.getMessage().setBody(page);
        }
    }

    /** Keeps a page that was made. */
    public void keep(Exchange exchange) {
        var page = exchange.getMessage().getBody(PageResponse.class);
        if (page.status() == 200 && page.content().remaining() <= MAX_PAGE_BYTES) {
            shown.put(exchange.getProperty(ASKED, PageRequest.class), page);
        }
    }

    private static PageRequest asGet(PageRequest asked) {
        return new PageRequest("GET", asked.path(), asked.query());
    }
}
