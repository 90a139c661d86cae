package coop.ccci.bridge.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timeline of any length is decided from its end, in a few requests. */
class TimelinePagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<JsonNode> all = new ArrayList<>();
    private final Set<Long> tooLong = new HashSet<>();
    private int requests;

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 50, 51, 99, 1000, 50_000})
    void the_end_is_found_however_long_it_is(int length) {
        fill(length, "comment");
        add("pull_push");
        add("comment");
        var end = pages().since(length + 2L);
        assertThat(end.isWhole()).isTrue();
        assertThat(end.readAt()).contains(NOW);
        assertThat(end.entries()).extracting(TimelinePagesTest::id).contains(length + 1L, length + 2L);
        assertThat(requests).isLessThan(30);
    }

    @Test
    void a_timeline_without_anything_is_one_request() {
        assertThat(pages().since(1).entries()).isEmpty();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void a_short_one_is_two_requests() {
        fill(3, "comment");
        assertThat(pages().since(3).entries()).hasSize(3);
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void a_push_after_the_comment_is_found_behind_a_flood_of_comments() {
        add("pull_push");
        add("comment");
        add("pull_push");
        fill(5000, "comment");
        assertThat(pages().since(2).entries()).extracting(TimelinePagesTest::id).contains(1L, 2L, 3L);
    }

    @Test
    void row_19_a_flood_that_is_not_read_to_its_begin_is_told() {
        add("comment");
        add("pull_push");
        fill(20_000, "comment");
        assertThat(pages().since(1).isWhole()).isFalse();
    }

    @Test
    void row_19_an_entry_that_is_too_long_hides_no_other() {
        fill(120, "comment");
        tooLong.add(60L);
        tooLong.add(61L);
        assertThat(pages().since(NOW))
                .extracting(TimelinePagesTest::id)
                .hasSize(118)
                .doesNotContain(60L, 61L);
        requests = 0;
        assertThat(pages().since(120).entries())
                .extracting(TimelinePagesTest::id)
                .contains(59L, 62L, 120L);
        assertThat(requests).isLessThan(40);
    }

    @Test
    void one_entry_is_found_from_the_end() {
        fill(10_000, "comment");
        assertThat(pages().find(9_990).map(TimelinePagesTest::id)).contains(9_990L);
        assertThat(pages().find(10_001)).isEmpty();
        assertThat(requests).isLessThan(50);
    }

    /** Else nobody could be shown anything where somebody has written so much. */
    @Test
    void row_19_the_bots_own_comment_is_looked_for_from_the_end_and_not_for_ever() {
        add("mine");
        fill(5_000, "comment");
        assertThat(pages().last(entry -> entry.path("type").asText().equals("mine"))
                        .map(TimelinePagesTest::id))
                .contains(1L);
        fill(20_000, "comment");
        assertThat(pages().last(entry -> entry.path("type").asText().equals("mine")))
                .isEmpty();
    }

    @Test
    void what_is_new_is_read_within_bounds() {
        fill(20_000, "comment");
        assertThatThrownBy(() -> pages().since(NOW)).isInstanceOf(ForgeUnavailableException.class);
        assertThat(requests).isEqualTo(TimelinePages.MAX_PAGES);
    }

    private TimelinePages pages() {
        return new TimelinePages(this::answer, "/repos/a/b/issues/1/timeline");
    }

    private RestResponse answer(RestRequest request) {
        requests++;
        var limit = Integer.parseInt(request.query().get("limit"));
        var from = (Integer.parseInt(request.query().get("page")) - 1) * limit;
        var page = all.subList(Math.min(from, all.size()), Math.min(from + limit, all.size()));
        var isTooLong = page.stream().anyMatch(entry -> tooLong.contains(id(entry)));
        return new RestResponse(
                200,
                isTooLong ? MissingNode.getInstance() : JSON.valueToTree(page),
                OptionalInt.empty(),
                Optional.of(NOW),
                isTooLong);
    }

    private void fill(int count, String type) {
        for (var entry = 0; entry < count; entry++) {
            add(type);
        }
    }

    private void add(String type) {
        all.add(JSON.createObjectNode().put("id", all.size() + 1L).put("type", type));
    }

    private static long id(JsonNode entry) {
        return entry.path("id").asLong();
    }
}
