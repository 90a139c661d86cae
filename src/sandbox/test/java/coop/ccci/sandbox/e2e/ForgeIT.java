package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real Gitea as people use it: reviews, comments on lines of code, repositories that get another name. */
class ForgeIT {
    @RegisterExtension
    final EndToEndFixture fixture = new EndToEndFixture();

    @Test
    void the_text_of_a_review_counts_what_is_nearly_right_is_answered_and_a_line_of_code_is_ignored() {
        fixture.on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        var maya = fixture.testClient(SandboxAccount.MAYA);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            maya.commentOnLine(
                    fixture.repository(), pullRequest.number(), "notes/" + pullRequest.headBranch() + ".md", "!testme");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!Testme.");
            fixture.awaitAnswer(pullRequest, "```text\n!testme\n```");
            maya.review(fixture.repository(), pullRequest.number(), "!testme help");
            fixture.awaitAnswer(pullRequest, "`!testme --quick`");
            fixture.testClient(SandboxAccount.NILS).review(fixture.repository(), pullRequest.number(), "!testme");
            fixture.awaitAnswer(
                    pullRequest, "only members of " + fixture.repository().owner());
        }
        assertThat(fixture.answers(pullRequest)).hasSize(3);
    }

    @Test
    void a_repository_that_is_renamed_is_followed_and_a_review_there_is_tested() {
        fixture.on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        var old = fixture.repository().toString();
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme cancel");
            fixture.awaitAnswer(pullRequest, "Nothing to cancel");

            fixture.rename("custom-page");
            fixture.testClient(SandboxAccount.MAYA).review(fixture.repository(), pullRequest.number(), "!testme");

            fixture.awaitAnswer(pullRequest, "**passed**");
            await().atMost(EndToEndFixture.A_RUN)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() ->
                            assertThat(bridge.health()).contains(old + " is called " + fixture.repository() + " now"));
        }
        assertThat(fixture.answers(pullRequest)).hasSize(2);
    }
}
