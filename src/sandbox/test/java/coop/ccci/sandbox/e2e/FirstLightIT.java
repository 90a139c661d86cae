package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.net.URI;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The whole line, from a comment on the real Gitea to the verdict under it, and a bridge that dies on the way. What
 * involves an engine is played on both; a refusal builds nothing.
 */
class FirstLightIT {
    private static final Duration AN_ANSWER = Duration.ofMinutes(5);

    @RegisterExtension
    final EndToEndFixture fixture = new EndToEndFixture();

    @Test
    void a_webhook_of_the_real_gitea_is_answered_long_before_the_next_poll() {
        fixture.on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("10m")) {
            var admin = fixture.testClient(SandboxAccount.ADMIN);
            var hook = admin.createWebhook(
                    fixture.repository(),
                    URI.create(bridge.pages() + "hook"),
                    fixture.sandbox().credentials().webhookSecret());
            try {
                fixture.says(SandboxAccount.NILS, pullRequest, "!testme");

                within(AN_ANSWER).untilAsserted(() -> assertThat(fixture.answers(pullRequest))
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.body()).contains("only members of")));
            } finally {
                admin.deleteWebhook(fixture.repository(), hook);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_bridge_that_is_killed_in_mid_run_goes_on_with_the_run_when_it_is_started_again(EngineChoice engine) {
        fixture.on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var first = fixture.bridge("1s")) {
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitAnswer(pullRequest, "**running**");
            first.kill();
        }
        // Drone has a build a moment before its runner has begun it
        within(EndToEndFixture.A_RUN).until(() -> fixture.harnesses().size() == 1);

        var run = fixture.directory(pullRequest);
        try (var second = fixture.bridge("1s")) {
            assertThat(second.isRunning()).isTrue();
            fixture.awaitAnswer(pullRequest, "**passed**");
            // The status is set a moment after the comment, each in a transaction of its own.
            within(EndToEndFixture.A_RUN).untilAsserted(() -> assertThat(
                            fixture.testClient(SandboxAccount.BOT).statuses(fixture.repository(), pullRequest.head()))
                    .filteredOn(status -> status.context().equals("cc-ci/testme"))
                    .first()
                    .satisfies(status -> assertThat(status.state()).isEqualTo("success")));
        }

        assertThat(fixture.answers(pullRequest)).hasSize(1);
        assertThat(fixture.directory(pullRequest)).isEqualTo(run);
    }

    @Test
    void a_build_that_is_cancelled_on_drones_page_is_a_cancelled_run_that_has_torn_down() {
        fixture.on(EngineChoice.DRONE);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitStage(pullRequest, "converge");

            fixture.drone().cancelBuild(fixture.directory(pullRequest));

            fixture.awaitAnswer(pullRequest, "**cancelled**");
            assertThat(fixture.answers(pullRequest).get(0).body()).contains("was cancelled in Drone");
            assertThat(fixture.leftovers()).isEmpty();
        }
    }

    private static ConditionFactory within(Duration limit) {
        return await().atMost(limit).pollInterval(Duration.ofMillis(200));
    }
}
