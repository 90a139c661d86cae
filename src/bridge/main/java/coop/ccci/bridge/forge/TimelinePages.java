package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timeline of one pull request, page by page. Its end, which decides, is found in a few requests however long it is. An
 * entry that is too long to be read is passed over, so that nobody can hide the others behind it.
 */
final class TimelinePages {
    /** Gitea gives no more than this on one page. */
    static final int PAGE = 50;

    /** So much is read of a timeline at most; and so far its end is looked for, as a power of two. */
    static final int MAX_PAGES = 200;

    private static final int MAX_DOUBLINGS = 16;
    private static final int MAX_PAGES_BEFORE = 20;
    private static final List<Integer> SIZES = List.of(PAGE, 10, 1);
    private static final Logger LOG = LoggerFactory.getLogger(TimelinePages.class);

    private final Function<RestRequest, RestResponse> ask;
    private final String path;
    private final Map<Integer, Page> read = new HashMap<>();

    /**
     * Reads one timeline.
     *
     * @param ask sends a request and throws when it is refused, but not when the answer is too long
     * @param path of the timeline
     */
    TimelinePages(Function<RestRequest, RestResponse> ask, String path) {
        this.ask = ask;
        this.path = path;
    }

    /**
     * Returns the entries that were written or changed since then, oldest first.
     *
     * @throws ForgeUnavailableException when there are too many
     */
    List<JsonNode> since(Instant since) {
        var entries = new ArrayList<JsonNode>();
        for (var number = 1; number <= MAX_PAGES; number++) {
            var page = page(number, Map.of("since", GiteaJson.time(since)));
            if (page.isEnd()) {
                return List.copyOf(entries);
            }
            entries.addAll(page.entries());
        }
        throw new ForgeUnavailableException("what happened at " + path + " is too much to be read");
    }

    /** Returns an entry like that, looked for from the end as far as is read; empty when there is none. */
    Optional<JsonNode> last(Predicate<JsonNode> isWanted) {
        return backwards(entries -> entries.stream().anyMatch(isWanted)).entries().stream()
                .filter(isWanted)
                .findFirst();
    }

    /** Returns the entry with that number; empty when there is none. */
    Optional<JsonNode> find(long id) {
        return backwards(entries -> entries.stream().anyMatch(entry -> id(entry) <= id)).entries().stream()
                .filter(entry -> id(entry) == id)
                .findFirst();
    }

    /**
     * Returns the end of the timeline: all from an entry on, and before it as much as there is up to a push, within bounds.
     *
     * @param id the number of the entry
     */
    End since(long id) {
        var pagesBefore = new int[1];
        return backwards(entries -> {
            var isBefore = entries.stream().anyMatch(entry -> id(entry) <= id);
            var hasPush = entries.stream().anyMatch(entry -> id(entry) < id && isPush(entry));
            return isBefore && (hasPush || ++pagesBefore[0] >= MAX_PAGES_BEFORE);
        });
    }

    private End backwards(Predicate<List<JsonNode>> isEnough) {
        var last = lastPage();
        var readAt = last == 0 ? page(1).time() : page(last).time();
        var entries = new ArrayList<JsonNode>();
        for (var number = last; number >= 1; number--) {
            if (last - number >= MAX_PAGES) {
                return new End(List.copyOf(entries), readAt, false);
            }
            var page = page(number).entries();
            entries.addAll(0, page);
            if (isEnough.test(page)) {
                break;
            }
        }
        return new End(List.copyOf(entries), readAt, true);
    }

    /** Returns the number of the last page with something on it; 0 when there is none. */
    private int lastPage() {
        var empty = 1;
        for (var doublings = 0; !page(empty).isEnd(); doublings++) {
            if (doublings == MAX_DOUBLINGS) {
                throw new ForgeUnavailableException("the timeline at " + path + " has no end");
            }
            empty *= 2;
        }
        var full = empty / 2;
        while (empty - full > 1) {
            var middle = (full + empty) / 2;
            if (page(middle).isEnd()) {
                empty = middle;
            } else {
                full = middle;
            }
        }
        return full;
    }

    private Page page(int number) {
        return read.computeIfAbsent(number, each -> page(each, Map.of()));
    }

    /** Its total is that of the page, and a page may be short, so only an empty one is known to be behind the last. */
    private Page page(int number, Map<String, String> filter) {
        var answer = ask.apply(RestRequest.get(path, query(number, PAGE, filter)));
        if (!answer.isTooLong()) {
            return new Page(entries(answer), answer.body().isEmpty(), answer.time());
        }
        var entries = new ArrayList<JsonNode>();
        split(number, 0, filter, entries);
        return new Page(List.copyOf(entries), false, answer.time());
    }

    /** Reads what is too long in smaller pieces. */
    private void split(int number, int size, Map<String, String> filter, List<JsonNode> entries) {
        if (size + 1 == SIZES.size()) {
            LOG.warn("an entry of {} is too long to be read, and is passed over: number {}", path, number);
            return;
        }
        var pieces = SIZES.get(size) / SIZES.get(size + 1);
        for (var piece = 1; piece <= pieces; piece++) {
            var part = (number - 1) * pieces + piece;
            var answer = ask.apply(RestRequest.get(path, query(part, SIZES.get(size + 1), filter)));
            if (answer.isTooLong()) {
                split(part, size + 1, filter, entries);
            } else {
                entries.addAll(entries(answer));
            }
        }
    }

    private static Map<String, String> query(int page, int limit, Map<String, String> filter) {
        var query = new HashMap<>(filter);
        query.put("limit", String.valueOf(limit));
        query.put("page", String.valueOf(page));
        return query;
    }

    private static List<JsonNode> entries(RestResponse answer) {
        var entries = new ArrayList<JsonNode>();
        answer.body().forEach(entries::add);
        return List.copyOf(entries);
    }

    private static long id(JsonNode entry) {
        return entry.path("id").asLong();
    }

    private static boolean isPush(JsonNode entry) {
        return entry.path("type").asText("").equals("pull_push");
    }

    private record Page(List<JsonNode> entries, boolean isEnd, Optional<Instant> time) {}

    /**
     * The end of a timeline.
     *
     * @param entries oldest first
     * @param readAt the forge's clock when the last of it was read
     * @param isWhole false when there is too much behind what was looked for
     */
    record End(List<JsonNode> entries, Optional<Instant> readAt, boolean isWhole) {}
}
