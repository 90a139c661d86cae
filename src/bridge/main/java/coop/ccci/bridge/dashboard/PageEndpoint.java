package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.camel.DropHeadersFilterStrategy;
import coop.ccci.bridge.dashboard.PageCache.EntityTag;
import coop.ccci.bridge.host.HostFiles;
import coop.ccci.bridge.ledger.Ledger;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;

/**
 * Where requests come in and replies go out. Camel turns every header, query parameter and path parameter of a request
 * into a message header, and some message headers steer components; so nothing of the message goes further than here.
 */
public final class PageEndpoint {
    private static final String HEAD = "head";
    private static final String KNOWN = "known";
    private static final int MAX_QUERY_LENGTH = 300;

    /** How long a page may be shown again as it was: shorter than anybody looks twice, longer than many look at once. */
    private static final Duration CACHED = Duration.ofSeconds(1);

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String POLICY_OF_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /**
     * Returns the beans of all pages, by the names that the routes under {@code routes/dashboard} use.
     *
     * @param ledger what happened
     * @param runs the folder of all run directories
     * @param forge the address of the forge, to which pull requests and commits are linked, without a slash at its end
     * @param publicUrl where people reach the pages, without a slash at its end
     * @param clock by which ages are told
     */
    public static Map<String, Object> beans(Ledger ledger, Path runs, URI forge, URI publicUrl, Clock clock) {
        return beans(ledger, runs, forge, publicUrl, clock, CACHED);
    }

    static Map<String, Object> beans(Ledger ledger, Path runs, URI forge, URI publicUrl, Clock clock, Duration cached) {
        var threads = PageThreads.make();
        var views = new Views(ledger, forge, clock, cached, threads);
        var files = new RunFiles(runs);
        var host = new HostPages(new HostFiles(runs), clock);
        var pages = new Pages(views, files, host, publicUrl);
        return Map.of(
                "dropHeaders", new DropHeadersFilterStrategy(),
                "pageThreads", threads,
                "dashboardCache", new PageCache(cached),
                "dashboardEndpoint", new PageEndpoint(),
                "dashboardPages", pages,
                "dashboardHost", host,
                "dashboardArtifacts", new Artifacts(files, pages),
                "dashboardBadges", new Badges(views, pages),
                "dashboardApi", new Api(views, publicUrl));
    }

    /** Replaces the message by what was asked for. */
    public void open(Exchange exchange) {
        var request = exchange.getMessage(HttpMessage.class).getRequest();
        var asked = new PageRequest(request.method().name(), request.path(), query(request));
        exchange.setProperty(HEAD, asked.method().equals("HEAD"));
        exchange.setProperty(KNOWN, EntityTag.known(request.headers().getAll("If-None-Match")));
        var clean = new DefaultMessage(exchange.getContext());
        clean.setBody(asked);
        exchange.setMessage(clean);
    }

    /** Replaces the message by the reply, with the headers that every reply has. */
    public void answer(Exchange exchange) {
        var reply = exchange.getMessage().getBody(PageResponse.class);
        var message = new DefaultMessage(exchange.getContext());
        reply.headers().forEach(message::setHeader);
        if (!reply.headers().containsKey(Artifacts.CONTENT_POLICY)) {
            message.setHeader(
                    Artifacts.CONTENT_POLICY, reply.type().equals(PageResponse.HTML) ? POLICY : POLICY_OF_FILES);
        }
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!reply.headers().containsKey("Cache-Control")) {
            message.setHeader("Cache-Control", "no-cache");
        }
        var isKnown = reply.status() == 200 && reply.isKnown(exchange.getProperty(KNOWN, Set.of(), Set.class));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, isKnown ? 304 : reply.status());
        if (reply.status() == 200) {
            message.setHeader("ETag", reply.tag());
        }
        if (!isKnown) {
            message.setHeader(Exchange.CONTENT_TYPE, reply.type());
        }
        // Over HTTP/2 the server would send a body even to HEAD.
        message.setBody(isKnown || exchange.getProperty(HEAD, false, boolean.class) ? null : reply.bytes());
        exchange.setMessage(message);
    }

    private static Map<String, String> query(HttpServerRequest request) {
        var query = new LinkedHashMap<String, String>();
        var raw = request.query();
        if (raw == null || raw.length() > MAX_QUERY_LENGTH) {
            return query;
        }
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * What a browser asked for, and nothing else of its request.
     *
     * @param method in capitals
     * @param path as it was sent, not decoded: no address here needs an escape, so one with {@code %} is not ours
     * @param query as it was sent, decoded; of a repeated name the first
     */
    public record PageRequest(String method, String path, Map<String, String> query) {

        /** Returns a word of the query without blanks around it; empty when it is not there. */
        String word(String name) {
            return query.getOrDefault(name, "").strip();
        }

        /** Returns the parts of the path between slashes; empty for {@code /}. */
        List<String> parts() {
            return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
        }

        /** Returns one part of the path, from 0. */
        Optional<String> part(int index) {
            var parts = parts();
            return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
        }

        /** Returns a whole number from the query, 0 or more; empty when it is not there or is not one. */
        Optional<Long> number(String name) {
            try {
                return Optional.ofNullable(query.get(name)).map(Long::parseLong).filter(number -> number >= 0);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What a browser gets.
     *
     * @param status the HTTP status
     * @param type the media type, of a text with its charset
     * @param headers further headers
     * @param content the bytes
     * @param tag what names these bytes, as the header {@code ETag} has it
     */
    public record PageResponse(int status, String type, Map<String, String> headers, ByteBuffer content, String tag) {
        static final String HTML = "text/html; charset=utf-8";
        static final String JSON = "application/json; charset=utf-8";
        static final String TEXT = "text/plain; charset=utf-8";
        static final String SVG = "image/svg+xml; charset=utf-8";
        static final String PNG = "image/png";

        /** Nobody changes the bytes. */
        public PageResponse {
            content = content.asReadOnlyBuffer();
        }

        private PageResponse(int status, String type, Map<String, String> headers, byte[] bytes) {
            this(status, type, headers, ByteBuffer.wrap(bytes), EntityTag.of(bytes));
        }

        PageResponse(int status, String type, Map<String, String> headers, String text) {
            this(status, type, headers, text.getBytes(StandardCharsets.UTF_8));
        }

        static PageResponse ok(String type, String text) {
            return new PageResponse(200, type, Map.of(), text);
        }

        static PageResponse ok(String type, byte[] bytes) {
            return new PageResponse(200, type, Map.of(), bytes);
        }

        /** Returns the bytes. */
        byte[] bytes() {
            var bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            return bytes;
        }

        boolean isKnown(Set<?> tags) {
            return tags.contains(tag) || tags.contains(EntityTag.ANY);
        }

        /** Returns the bytes as text. */
        String body() {
            return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
        }

        PageResponse with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new PageResponse(status, type, Collections.unmodifiableMap(more), content, tag);
        }
    }

    /**
     * The threads in which pages are made. They are few and who waits for them are counted, so that however many people read,
     * the webhook finds threads, processors and connections; who would wait too long is told so at once.
     */
    public static final class PageThreads {
        /** How many pages are made at once. */
        private static final int THREADS = 4;

        /** How many requests for pages wait at most; one more is answered 503. */
        private static final int MAX_WAITING = 60;

        /** How many requests are here at most: the server needs more threads than that, because each of them waits for its page. */
        public static final int MAX_REQUESTS = THREADS + MAX_WAITING;

        private PageThreads() {}

        /** Makes the threads, which end when there is nothing to do for a while. */
        static ExecutorService make() {
            var number = new AtomicInteger();
            var pool = new ThreadPoolExecutor(
                    THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                        var thread = new Thread(task, "pages-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }
}
