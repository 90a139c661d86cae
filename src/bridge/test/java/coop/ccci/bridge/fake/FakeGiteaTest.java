package coop.ccci.bridge.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeGiteaTest {
    private static final String REPOSITORY = "/repos/recipe-maintainers/custom-html";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final FakeGitea gitea = FakeGitea.start(Clock.fixed(NOON, ZoneOffset.UTC));
    private final HttpClient client = HttpClient.newHttpClient();
    private FakeRepository repository;
    private String token;

    @BeforeEach
    void set_the_scene() {
        gitea.organisation("recipe-maintainers").member("maya").member("cc-ci-bot");
        repository = gitea.repository("recipe-maintainers/custom-html").writableBy("cc-ci-bot");
        token = gitea.user("cc-ci-bot").token();
    }

    @AfterEach
    void stop() {
        gitea.close();
    }

    @Nested
    class Reading {
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

    @Nested
    class Membership {
        @Test
        void a_member_may_ask_about_anybody() {
            gitea.user("nils");
            assertThat(ask("GET", "/orgs/recipe-maintainers/members/maya", "").status())
                    .isEqualTo(204);
            assertThat(ask("GET", "/orgs/recipe-maintainers/members/nils", "").status())
                    .isEqualTo(404);
            assertThat(ask("GET", "/orgs/recipe-maintainers/members/nobody", "").status())
                    .isEqualTo(404);
        }

        @Test
        void who_is_no_member_is_sent_to_the_public_list() {
            gitea.organisation("recipe-maintainers").without("cc-ci-bot");
            var answer = ask("GET", "/orgs/recipe-maintainers/members/maya", "");
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).endsWith("/public_members/maya");
        }
    }

    @Nested
    class Writing {
        @Test
        void a_comment_is_written_changed_and_deleted_by_its_author() {
            repository.pullRequest(1);
            var written = ask("POST", REPOSITORY + "/issues/1/comments", "{\"body\": \"queued\"}");
            assertThat(written.status()).isEqualTo(201);
            var one =
                    REPOSITORY + "/issues/comments/" + written.json().path("id").asLong();

            assertThat(ask("PATCH", one, "{\"body\": \"passed\"}").status()).isEqualTo(200);
            assertThat(repository.pullRequest(1).commentsBy("cc-ci-bot"))
                    .singleElement()
                    .satisfies(comment -> assertThat(comment.body()).isEqualTo("passed"));

            assertThat(ask("DELETE", one, "").status()).isEqualTo(204);
            assertThat(ask("GET", one, "").status()).isEqualTo(404);
            assertThat(repository.pullRequest(1).comments()).isEmpty();
        }

        @Test
        void somebody_elses_comment_needs_the_right_to_write() {
            var comment = repository.pullRequest(1).comment("maya", "hello");
            repository.readOnlyFor("cc-ci-bot");
            assertThat(ask("PATCH", REPOSITORY + "/issues/comments/" + comment.id(), "{\"body\": \"x\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(comment.body()).isEqualTo("hello");
        }

        @Test
        void a_second_reaction_of_the_same_kind_changes_nothing() {
            var comment = repository.pullRequest(1).comment("maya", "!testme");
            var path = REPOSITORY + "/issues/comments/" + comment.id() + "/reactions";
            assertThat(ask("POST", path, "{\"content\": \"eyes\"}").status()).isEqualTo(201);
            assertThat(ask("POST", path, "{\"content\": \"eyes\"}").status()).isEqualTo(200);
            assertThat(ask("POST", path, "{\"content\": \"shrug\"}").status()).isEqualTo(403);
            assertThat(comment.reactions()).containsExactly("eyes");
        }

        @Test
        void a_status_needs_the_right_to_write_and_the_latest_of_a_context_counts() {
            var pull = repository.pullRequest(1);
            var path = REPOSITORY + "/statuses/" + pull.head();
            for (var state : new String[] {"pending", "success"}) {
                assertThat(ask("POST", path, "{\"state\": \"" + state + "\", \"context\": \"cc-ci/testme\"}")
                                .status())
                        .isEqualTo(201);
            }
            assertThat(pull.status("cc-ci/testme").orElseThrow().state()).isEqualTo("success");
            assertThat(pull.statuses("cc-ci/testme")).hasSize(2);

            repository.readOnlyFor("cc-ci-bot");

            assertThat(ask("POST", path, "{\"state\": \"error\"}").status()).isEqualTo(403);
        }

        @Test
        void a_token_reaches_as_far_as_its_scopes() {
            repository.pullRequest(1);
            token = "";
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(401);
            token = "wrong";
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(401);
            token = gitea.user("cc-ci-bot").token("read:repository");
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(200);
            assertThat(ask("POST", REPOSITORY + "/issues/1/comments", "{\"body\": \"x\"}")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Nested
    class Misbehaving {
        @Test
        void it_fails_as_often_as_it_was_told() {
            repository.pullRequest(1);
            gitea.whenAsked("GET", "/pulls/1$").times(2).fails(502);
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(502);
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(502);
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(200);
        }

        @Test
        void it_hangs_up_before_or_after_it_did_what_was_asked() {
            repository.pullRequest(1);
            gitea.whenAsked("POST", "/comments$").once().hangsUp();
            assertThatThrownBy(() -> ask("POST", REPOSITORY + "/issues/1/comments", "{\"body\": \"a\"}"))
                    .hasCauseInstanceOf(IOException.class);
            gitea.whenAsked("POST", "/comments$").once().hangsUpAfterwards();
            assertThatThrownBy(() -> ask("POST", REPOSITORY + "/issues/1/comments", "{\"body\": \"b\"}"))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(repository.pullRequest(1).comments())
                    .extracting(FakeComment::body)
                    .containsExactly("b");
        }

        @Test
        void it_lies_and_it_recovers() {
            gitea.whenAsked("*", "/version").answers("<html>");
            assertThat(ask("GET", "/version", "").text()).isEqualTo("<html>");
            gitea.whenAsked("*", "/version").redirectsTo(URI.create("http://elsewhere.localhost/"));
            assertThat(ask("GET", "/version", "").header("Location")).isEqualTo("http://elsewhere.localhost/");
            gitea.whenAsked("*", "/version").hasEnough(Duration.ofSeconds(7));
            assertThat(ask("GET", "/version", "").header("Retry-After")).isEqualTo("7");
            gitea.whenAsked("*", "/version").answersBytes(100_000);
            assertThat(ask("GET", "/version", "").text()).hasSize(100_000);
            gitea.healthy();
            assertThat(ask("GET", "/version", "").json().path("version").asText())
                    .isEqualTo("1.26.0");
        }

        @Test
        void it_goes_down_and_comes_back_with_what_it_knew() {
            repository.pullRequest(1);
            gitea.down();
            assertThatThrownBy(() -> ask("GET", "/version", "")).hasCauseInstanceOf(IOException.class);
            gitea.up();
            assertThat(ask("GET", REPOSITORY + "/pulls/1", "").status()).isEqualTo(200);
        }
    }

    private void at(Instant instant) {
        gitea.clock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    private Reply ask(String method, String path, String body) {
        var request = HttpRequest.newBuilder(gitea.url().resolve("/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "token " + token);
        }
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
