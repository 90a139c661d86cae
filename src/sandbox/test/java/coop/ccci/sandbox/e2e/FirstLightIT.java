package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.process.MarkedProcess;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The whole line, from a comment on the real Gitea to the verdict under it, and what may die on the way. What involves
 * an engine is played on both; a refusal builds nothing, and a run by hand knows no engine.
 */
class FirstLightIT {
    private static final Duration AN_ANSWER = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private EndToEndFixture fixture;

    private void on(EngineChoice engine) {
        fixture = new EndToEndFixture(engine, folder);
    }

    @AfterEach
    void nothing_is_left_on_the_swarm() {
        fixture.assertNothingLeft();
    }

    @Test
    void a_webhook_of_the_real_gitea_is_answered_long_before_the_next_poll() {
        on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("10m")) {
            var admin = fixture.as(SandboxAccount.ADMIN);
            var hook = admin.createWebhook(
                    EndToEndFixture.REPOSITORY,
                    URI.create(bridge.pages() + "hook"),
                    fixture.sandbox().credentials().webhookSecret());
            try {
                fixture.says(SandboxAccount.NILS, pullRequest, "!testme");

                within(AN_ANSWER).untilAsserted(() -> assertThat(fixture.answers(pullRequest))
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.body()).contains("only members of")));
            } finally {
                admin.deleteWebhook(EndToEndFixture.REPOSITORY, hook.id());
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_bridge_that_is_killed_in_mid_run_goes_on_with_the_run_when_it_is_started_again(EngineChoice engine) {
        on(engine);
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
        }

        assertThat(fixture.answers(pullRequest)).hasSize(1);
        assertThat(fixture.directory(pullRequest)).isEqualTo(run);
        assertThat(fixture.as(SandboxAccount.BOT).statuses(EndToEndFixture.REPOSITORY, pullRequest.head()))
                .filteredOn(status -> status.context().equals("cc-ci/testme"))
                .first()
                .satisfies(status -> assertThat(status.state()).isEqualTo("success"));
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_run_that_is_killed_is_told_as_an_error_and_the_next_run_removes_what_it_left(EngineChoice engine) {
        on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            var maya = fixture.as(SandboxAccount.MAYA);
            maya.comment(EndToEndFixture.REPOSITORY, pullRequest.number(), "!testme");
            awaitStage(pullRequest, "converge");

            fixture.harnesses().forEach(ProcessHandle::destroyForcibly);

            fixture.awaitAnswer(pullRequest, "**error**");
            assertThat(Leftovers.of(fixture.sandbox()))
                    .as("a killed run leaves its app")
                    .isNotEmpty();

            maya.comment(EndToEndFixture.REPOSITORY, pullRequest.number(), "!testme");
            fixture.awaitAnswer(pullRequest, "**passed**");
        }
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_gitea_that_goes_away_in_mid_run_hears_the_verdict_when_it_is_back(EngineChoice engine) {
        on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");
            var results = fixture.directory(pullRequest).results();
            kill("gitea");
            try {
                within(EndToEndFixture.A_RUN).until(() -> Files.exists(results));
            } finally {
                bringUpAgain();
            }

            fixture.awaitAnswer(pullRequest, "**passed**");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(1);
    }

    @Test
    void a_build_that_is_cancelled_on_drones_page_is_a_cancelled_run_that_has_torn_down() {
        on(EngineChoice.DRONE);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");

            fixture.cancelBuild();

            fixture.awaitAnswer(pullRequest, "**cancelled**");
            assertThat(fixture.answers(pullRequest).get(0).body()).contains("was cancelled in Drone");
            assertThat(Leftovers.of(fixture.sandbox())).isEmpty();
        }
    }

    @Test
    void a_drone_that_is_killed_in_mid_build_changes_no_verdict() {
        on(EngineChoice.DRONE);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");
            kill("drone-server");
            try {
                fixture.awaitAnswer(pullRequest, "**passed**");
            } finally {
                bringUpAgain();
            }

            within(EndToEndFixture.A_RUN).untilAsserted(() -> assertThat(
                            fixture.builds().path(0).path("status").asText())
                    .isEqualTo("success"));
        }
        assertThat(ContractJson.read(fixture.directory(pullRequest).results())
                        .orElseThrow()
                        .level())
                .as("Drone's builds have no locale, and lint draws its table with more than ASCII")
                .isEqualTo(5);
    }

    @Test
    void a_docker_that_goes_away_in_mid_run_is_an_error_and_the_next_run_removes_what_was_left() throws Exception {
        on(EngineChoice.LOCAL);
        var docker = MarkedProcess.of("docker", sandboxFolder());
        assumeThat(docker).as("the engine is the sandbox's own").isNotEmpty();
        var run = fixture.run(1);
        awaitStage(directory(1), "converge");

        docker.get(0).handle().destroyForcibly();

        assertThat(run.waitFor()).isEqualTo(ExitCode.ENVIRONMENT.code());
        assertThat(ContractJson.read(directory(1).results()).orElseThrow()).satisfies(results -> {
            assertThat(results.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(results.flags().cleanTeardown()).isFalse();
        });
        bringUpAgain();
        assertThat(Leftovers.of(fixture.sandbox()))
                .as("nobody could tear it down")
                .isNotEmpty();
        assertThat(fixture.run(2).waitFor()).isEqualTo(ExitCode.PASSED.code());
    }

    private void awaitStage(GiteaApi.PullRequest pullRequest, String stage) {
        fixture.awaitAnswer(pullRequest, "**running**");
        awaitStage(fixture.directory(pullRequest), stage);
    }

    private void awaitStage(RunDirectory run, String stage) {
        within(EndToEndFixture.A_RUN)
                .until(() -> events(run).contains("\"kind\":\"started\",\"stage\":\"" + stage + "\""));
    }

    private static String events(RunDirectory run) throws IOException {
        return Files.exists(run.events()) ? Files.readString(run.events()) : "";
    }

    private RunDirectory directory(int run) {
        return RunDirectory.of(fixture.runs(), new RunId(run));
    }

    private void kill(String part) {
        MarkedProcess.of(part, sandboxFolder())
                .forEach(process -> process.handle().destroyForcibly());
    }

    private void bringUpAgain() {
        Subprocess.of(fixture.sandbox().settings().home().resolve("cc-ci").toString(), "sandbox", "up")
                .within(Duration.ofMinutes(2))
                .run();
    }

    private Path sandboxFolder() {
        return fixture.sandbox().settings().folder().path();
    }

    private static ConditionFactory within(Duration limit) {
        return await().atMost(limit).pollInterval(Duration.ofMillis(200));
    }
}
