package coop.ccci.bridge.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the fake Gitea shows of its repositories, in the form of a real one. */
class FakeGiteaReadingTest extends FakeGiteaFixture {
    @Test
    void a_search_shows_a_pull_request_as_soon_as_it_gets_a_comment() {
        var pull = repository.pullRequest(1);
        at(NOON.plusSeconds(60));
        assertThat(ask("GET", "/repos/issues/search?type=pulls&state=open&since=2026-11-22T12:00:30Z", "")
                        .json())
                .isEmpty();

        pull.comment("maya", "!testme");

        var found = ask("GET", "/repos/issues/search?type=pulls&state=open&since=2026-11-22T12:01:00Z", "");
        assertThat(found.json().path(0).path("number").asInt()).isEqualTo(1);
        assertThat(found.json().path(0).path("repository").path("full_name").asText())
                .isEqualTo("recipe-maintainers/custom-html");
        assertThat(found.header("X-Total-Count")).isEqualTo("1");
    }

    @Test
    void a_search_leaves_out_what_is_closed_and_what_is_no_pull_request() {
        repository.pullRequest(1).close();
        repository.pullRequest(2).merge();
        repository.issue(3).comment("maya", "!testme");
        repository.pullRequest(4);

        assertThat(ask("GET", "/repos/issues/search?type=pulls&state=open", "")
                        .json()
                        .findValuesAsText("number"))
                .containsExactly("4");
    }

    @Test
    void comments_of_a_repository_come_in_pages_of_at_most_fifty_oldest_first() {
        for (var i = 1; i <= 60; i++) {
            repository.pullRequest(1).comment("maya", "comment " + i);
        }
        var first = ask("GET", REPOSITORY + "/issues/comments?limit=1000", "");
        assertThat(first.json()).hasSize(50);
        assertThat(first.header("X-Total-Count")).isEqualTo("60");
        var second = ask("GET", REPOSITORY + "/issues/comments?limit=1000&page=2", "");
        assertThat(second.json()).hasSize(10);
        assertThat(second.json().path(9).path("body").asText()).isEqualTo("comment 60");
    }

    @Test
    void a_comment_says_whether_it_stands_on_a_pull_request_or_an_issue() {
        repository.pullRequest(1).comment("maya", "a");
        repository.issue(2).comment("maya", "b");

        var comments = ask("GET", REPOSITORY + "/issues/comments", "").json();

        assertThat(comments.path(0).path("pull_request_url").asText())
                .isEqualTo(gitea.url() + "/recipe-maintainers/custom-html/pulls/1");
        assertThat(comments.path(0).path("issue_url").asText()).isEmpty();
        assertThat(comments.path(1).path("pull_request_url").asText()).isEmpty();
        assertThat(comments.path(1).path("issue_url").asText()).endsWith("/issues/2");
    }

    @Test
    void an_edited_comment_keeps_its_id_and_comes_again_with_a_new_time() {
        var comment = repository.pullRequest(1).comment("maya", "hello");
        at(NOON.plusSeconds(5));
        comment.edit("!testme");

        var again = ask("GET", REPOSITORY + "/issues/comments?since=2026-11-22T12:00:05Z", "")
                .json();

        assertThat(again.path(0).path("id").asLong()).isEqualTo(comment.id());
        assertThat(again.path(0).path("created_at").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(again.path(0).path("updated_at").asText()).isEqualTo("2026-11-22T12:00:05Z");
    }

    @Test
    void a_timeline_has_comments_and_pushes_in_one_order() {
        var pull = repository.pullRequest(1);
        var seen = pull.head();
        pull.comment("maya", "!testme");
        var pushed = pull.push();

        var timeline = ask("GET", REPOSITORY + "/issues/1/timeline", "").json();

        assertThat(timeline.findValuesAsText("type")).containsExactly("pull_push", "comment", "pull_push");
        assertThat(timeline).extracting(entry -> entry.path("id").asLong()).isSorted();
        assertThat(timeline.path(0).path("body").asText())
                .isEqualTo("{\"is_force_push\":false,\"commit_ids\":[\"" + seen + "\"]}");
        assertThat(timeline.path(2).path("body").asText()).contains(pushed.value());
    }

    @Test
    void a_timeline_counts_only_its_own_page_and_is_null_when_the_page_is_empty() {
        repository.pullRequest(1).comment("maya", "a");
        var page = ask("GET", REPOSITORY + "/issues/1/timeline?limit=1", "");
        assertThat(page.header("X-Total-Count")).isEqualTo("1");
        var none = ask("GET", REPOSITORY + "/issues/1/timeline?page=2", "");
        assertThat(none.json().isNull()).isTrue();
        assertThat(none.header("X-Total-Count")).isEqualTo("0");
    }

    @Test
    void a_force_push_takes_the_pushes_it_replaced_out_of_the_timeline() {
        var pull = repository.pullRequest(1);
        var before = pull.head();
        pull.comment("maya", "!testme");
        var after = pull.forcePush();

        var timeline = ask("GET", REPOSITORY + "/issues/1/timeline", "").json();

        assertThat(timeline.findValuesAsText("type")).containsExactly("comment", "pull_push", "pull_push");
        assertThat(timeline.path(1).path("body").asText())
                .isEqualTo("{\"is_force_push\":false,\"commit_ids\":[\"" + after + "\"]}");
        assertThat(timeline.path(2).path("body").asText())
                .isEqualTo("{\"is_force_push\":true,\"commit_ids\":[\"" + before + "\",\"" + after + "\"]}");
    }

    @Test
    void a_pull_request_from_a_fork_names_the_fork_until_it_is_deleted() {
        var pull = repository.pullRequest(3).from("nils");
        var shape = ask("GET", REPOSITORY + "/pulls/3", "").json();
        assertThat(shape.path("user").path("login").asText()).isEqualTo("nils");
        assertThat(shape.path("head").path("sha").asText())
                .isEqualTo(pull.head().value());
        assertThat(shape.path("head").path("repo_id").asLong())
                .isNotEqualTo(shape.path("base").path("repo_id").asLong());

        pull.withItsForkDeleted();

        var orphan = ask("GET", REPOSITORY + "/pulls/3", "").json();
        assertThat(orphan.path("head").path("repo").isNull()).isTrue();
        assertThat(orphan.path("head").path("ref").asText()).isEqualTo("refs/pull/3/head");
    }
}
