package coop.ccci.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.Repositories.WatchedRepository;
import coop.ccci.bridge.ledger.Repository;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is written down: every comment that asks, and each once. */
class WebhookGiteaTest extends WebhookFixture {
    @Nested
    class Taking {
        @Test
        void a_comment_that_asks_is_in_the_ledger_when_the_answer_comes() {
            var comment = pull.comment("maya", "!testme");

            assertThat(gitea.deliveriesAnswered()).containsExactly(202);

            assertThat(triggers()).singleElement().satisfies(trigger -> {
                assertThat(trigger.comment().id()).isEqualTo(comment.id());
                assertThat(trigger.comment().pullRequest()).isEqualTo(1);
                assertThat(trigger.comment().repository()).hasToString("recipe-maintainers/custom-html");
            });
        }

        @Test
        void what_does_not_concern_us_is_acknowledged_and_forgotten() {
            pull.comment("maya", "looks good").edit("!testme");
            gitea.repository("recipe-maintainers/custom-html").issue(2).comment("maya", "!testme");
            pull.comment("maya", "!testme now").delete();

            assertThat(gitea.deliveriesAnswered()).containsExactly(204, 204, 204, 202, 204);
            assertThat(triggers()).hasSize(1);

            var other = delivery().with("X-Gitea-Event", "push");
            assertThat(gitea.deliver(other)).isEqualTo(204);
        }

        @Test
        void a_comment_on_a_renamed_repository_stands_under_the_name_of_the_setting() {
            var named = Repository.parse("recipe-maintainers/custom-html");
            var renamed = Repository.parse("recipe-maintainers/custom-page");
            var repository = gitea.repository(named.toString()).renamedTo(renamed.toString());
            ledger.inTransaction(
                    () -> ledger.repositories().record(new WatchedRepository(named, repository.id(), renamed)));

            assertThat(gitea.deliver(delivery())).isEqualTo(202);

            assertThat(triggers()).singleElement().satisfies(trigger -> assertThat(
                            trigger.comment().repository())
                    .isEqualTo(named));
        }

        @Test
        void a_review_is_acknowledged_and_left_to_the_poll_because_the_delivery_does_not_say_which_comment_it_is() {
            var review = delivery()
                    .with("X-Gitea-Event", "pull_request_comment")
                    .withBody(
                            "{\"action\":\"reviewed\",\"review\":{\"type\":\"pull_request_review_comment\","
                                    + "\"content\":\"!testme\"}}",
                            SECRET);
            assertThat(gitea.deliver(review)).isEqualTo(204);
            assertThat(triggers()).isEmpty();
        }

        @Test
        void a_forgejo_is_understood_too() {
            assertThat(gitea.deliver(delivery().asForgejo())).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void both_secrets_are_valid_while_one_replaces_the_other() {
            halt();
            start("the old one", "the new one");
            hook = gitea.webhook(bridge.at("/hook"), "the old one");
            pull.comment("maya", "!testme");
            hook.signedWith("the new one");
            pull.comment("maya", "!testme again");
            assertThat(gitea.deliveriesAnswered()).containsExactly(0, 202, 0, 202); // 0: to the bridge that was halted
            assertThat(triggers()).hasSize(2);
        }
    }

    @Nested
    class Row9Replay {
        @Test
        void the_same_delivery_again_changes_nothing() {
            var delivery = delivery();
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            assertThat(gitea.deliver(delivery.underAnotherId())).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }

        @Test
        void the_same_delivery_after_a_restart_changes_nothing() {
            var delivery = delivery();
            assertThat(gitea.deliver(delivery)).isEqualTo(202);
            halt();
            start(SECRET);
            assertThat(gitea.deliver(delivery.to(bridge.at("/hook")))).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }
    }

    @Nested
    class Row10Failure {
        @Test
        void what_could_not_be_written_can_come_again() {
            var delivery = delivery();
            ledger.close();
            assertThat(gitea.deliver(delivery)).isEqualTo(503);
            bridge.close();
            start(SECRET);
            assertThat(triggers()).isEmpty();
            assertThat(gitea.deliver(delivery.to(bridge.at("/hook")))).isEqualTo(202);
            assertThat(triggers()).hasSize(1);
        }
    }
}
