package coop.ccci.bridge.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** The names of what was sent, by which a browser asks whether there is anything new (RFC 9110, 8.8.3 and 13.1.2). */
    static final class EntityTag {
        /** What a browser sends that has something, whatever it is. */
        static final String ANY = "*";

        private static final int BYTES = 12;
        private static final int MAX_LENGTH = 500;
        private static final int MAX_TAGS = 10;

        private EntityTag() {}

        /** Returns the tag of bytes: the same for the same bytes, in quotation marks. */
        static String of(byte[] bytes) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES))
                        + "\"";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /**
         * Reads the tags of what a browser has. A weak one counts as a strong one.
         *
         * @param headers the values of {@code If-None-Match}, as they were sent
         */
        static Set<String> known(List<String> headers) {
            return headers.stream()
                    .filter(header -> header.length() <= MAX_LENGTH)
                    .flatMap(header -> Arrays.stream(header.split(",", MAX_TAGS)))
                    .map(tag -> tag.strip().replaceFirst("^W/", ""))
                    .limit(MAX_TAGS)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
