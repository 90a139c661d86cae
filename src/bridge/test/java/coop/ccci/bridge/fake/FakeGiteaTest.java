package coop.ccci.bridge.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who may do what on the fake Gitea, and how it fails when told to. */
class FakeGiteaTest extends FakeGiteaFixture {
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
}
