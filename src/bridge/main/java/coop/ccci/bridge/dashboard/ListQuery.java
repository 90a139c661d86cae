package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.ledger.RunLists.RunFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is asked of a list, as it stands in the address: {@code ?q=word&state=failed&level=2&sort=newest&page=3}. A value that
 * means nothing counts as absent, so that an old link still shows something.
 *
 * @param path the address of the list
 * @param search a part of a recipe's name, in lower case; empty for any
 * @param state where runs, or the recipes' runs, stand; empty for any
 * @param level the level that they reached; empty for any
 * @param sort one of the words that the list knows
 * @param isUsual whether {@code sort} is what the list does without being asked
 * @param page from 1
 */
public record ListQuery(
        String path,
        String search,
        Optional<RunFilter.State> state,
        Optional<Integer> level,
        String sort,
        boolean isUsual,
        int page) {
    private static final int MAX_SEARCH_LENGTH = 63;
    private static final int MAX_LEVEL = 5;
    private static final int MAX_PAGE = 100_000;

    /**
     * Reads a query.
     *
     * @param sorts the words for orders, the usual one first
     */
    static ListQuery of(PageRequest asked, List<String> sorts) {
        var search = PlainText.line(asked.word("q"), MAX_SEARCH_LENGTH).toLowerCase(java.util.Locale.ROOT);
        var state = Arrays.stream(RunFilter.State.values())
                .filter(known -> known.code().equals(asked.word("state")))
                .findFirst();
        var level = asked.number("level").filter(number -> number <= MAX_LEVEL).map(Long::intValue);
        var sort = sorts.stream().filter(asked.word("sort")::equals).findFirst().orElse(sorts.get(0));
        var page = asked.number("page").filter(number -> number >= 1 && number <= MAX_PAGE);
        return new ListQuery(
                asked.path(),
                search,
                state,
                level,
                sort,
                sort.equals(sorts.get(0)),
                page.orElse(1L).intValue());
    }

    /** Returns whether everything is shown. */
    public boolean isAll() {
        return search.isEmpty() && state.isEmpty() && level.isEmpty();
    }

    /** Returns the address of another page of the same list. */
    public String toPage(int other) {
        return link(state.map(RunFilter.State::code).orElse(""), other);
    }

    /** Returns the address of the same list in another state; of any for an empty word. */
    public String toState(String code) {
        return link(code, 1);
    }

    private String link(String stateCode, int toPage) {
        var values = new LinkedHashMap<String, String>();
        values.put("q", search);
        values.put("state", stateCode);
        values.put("level", level.map(String::valueOf).orElse(""));
        values.put("sort", isUsual ? "" : sort);
        values.put("page", toPage == 1 ? "" : String.valueOf(toPage));
        var query = values.entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .map(ListQuery::pair)
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String pair(Map.Entry<String, String> value) {
        return value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8);
    }

    /** Returns which of the runs are meant. */
    RunFilter filter() {
        var order = Arrays.stream(RunFilter.Order.values())
                .filter(known -> known.code().equals(sort))
                .findFirst()
                .orElse(RunFilter.Order.NEWEST);
        return new RunFilter(search, false, state, level, order);
    }

    /**
     * A page of a list.
     *
     * @param items what it shows
     * @param number which page it is, from 1
     * @param pages how many there are; 1 of an empty list
     * @param total how many items the list has
     * @param from the number of the first item, from 1; 0 of an empty list
     */
    public record Page<T>(List<T> items, int number, int pages, int total, int from) {

        /** Returns how many pages so many items make. */
        static int pages(int total, int size) {
            return Math.max(1, (total + size - 1) / size);
        }

        /** Returns a page of the whole list; the last one, when there are not so many. */
        static <T> Page<T> of(List<T> all, int page, int size) {
            var number = Math.min(page, pages(all.size(), size));
            var first = (number - 1) * size;
            return of(all.subList(first, Math.min(first + size, all.size())), number, all.size(), size);
        }

        static <T> Page<T> of(List<T> items, int number, int total, int size) {
            return new Page<>(
                    List.copyOf(items),
                    number,
                    pages(total, size),
                    total,
                    items.isEmpty() ? 0 : (number - 1) * size + 1);
        }

        /** Returns the number of the last item. */
        public int to() {
            return items.isEmpty() ? 0 : from + items.size() - 1;
        }
    }
}
