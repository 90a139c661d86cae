package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real Drone answers when it cannot build a run, and what then stands under the pull request. */
class DroneTroubleIT {
    private static final GiteaApi.RepositoryName NOT_ACTIVATED =
            new GiteaApi.RepositoryName(SandboxAccount.ADMIN.login(), "not-activated");
    private static final GiteaApi.RepositoryName NO_PIPELINE =
            new GiteaApi.RepositoryName(SandboxAccount.ADMIN.login(), "no-pipeline");
    private static final String FOR_PUSHES_ONLY =
            """
            kind: pipeline
            type: exec
            name: pushes
            trigger:
              event: [push]
            steps:
              - name: nothing
                commands: ['true']
            """;

    @RegisterExtension
    final EndToEndFixture fixture = new EndToEndFixture();

    @BeforeEach
    void begin() {
        fixture.onDroneThatBuildsNothing();
    }

    @Test
    void a_token_that_drone_does_not_take_is_told() {
        assertError(Map.of("DRONE_TOKEN", "0123456789abcdef"), "Drone does not take DRONE_TOKEN");
    }

    @Test
    void a_repository_that_drone_does_not_know_is_named() {
        assertError(Map.of("CI_REPO", "root-admin/nothing"), "Drone does not know the repository root-admin/nothing");
    }

    @Test
    void a_repository_that_is_not_activated_is_named() {
        known(NOT_ACTIVATED);

        assertError(
                Map.of("CI_REPO", NOT_ACTIVATED.toString()),
                "the repository " + NOT_ACTIVATED + " is not activated in Drone");
    }

    /** Drone answers {@code null}, with 200. */
    @Test
    void a_repository_without_a_pipeline_for_runs_is_told_where_one_belongs() {
        known(NO_PIPELINE);
        fixture.drone().http().post("/api/repos/" + NO_PIPELINE);

        assertError(Map.of("CI_REPO", NO_PIPELINE.toString()), "Drone made no build");
    }

    private void assertError(Map<String, String> settings, String sentence) {
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s", settings)) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");

            fixture.awaitAnswer(pullRequest, "**error**");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(1);
        assertThat(fixture.answer(pullRequest)).contains(sentence);
    }

    /** A repository with pipelines, of which Drone has heard. */
    private void known(GiteaApi.RepositoryName repository) {
        var gitea = fixture.sandbox()
                .credentials()
                .as(SandboxAccount.ADMIN, fixture.sandbox().settings().gitea());
        if (!gitea.exists("/repos/" + repository)) {
            gitea.post("/user/repos", Map.of("name", repository.name(), "default_branch", "main", "private", false));
            var content = Base64.getEncoder().encodeToString(FOR_PUSHES_ONLY.getBytes(StandardCharsets.UTF_8));
            gitea.post(
                    "/repos/" + repository + "/contents/.drone.yml",
                    Map.of("content", content, "message", "Pipelines [CI SKIP]"));
        }
        fixture.drone().http().post("/api/user/repos");
        await().atMost(Duration.ofMinutes(5))
                .until(() ->
                        !fixture.drone().http().get("/api/repos/" + repository).isMissingNode());
    }
}
