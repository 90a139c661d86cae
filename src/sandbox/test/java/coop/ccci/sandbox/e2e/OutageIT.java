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
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.process.MarkedProcess;
import coop.ccci.sandbox.process.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * What may die while a run goes on: the harness, Gitea, Drone and, last, Docker. All tests share these, so nothing else
 * runs meanwhile.
 */
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration OFTEN = Duration.ofMillis(200);

    @RegisterExtension
    final EndToEndFixture fixture = new EndToEndFixture();

    @Order(1)
    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_run_that_is_killed_is_told_as_an_error_and_the_next_run_removes_what_it_left(EngineChoice engine) {
        fixture.on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            var maya = fixture.as(SandboxAccount.MAYA);
            maya.comment(fixture.repository(), pullRequest.number(), "!testme");
            fixture.awaitStage(pullRequest, "converge");

            fixture.harnesses().forEach(ProcessHandle::destroyForcibly);

            fixture.awaitAnswer(pullRequest, "**error**");
            assertThat(fixture.leftovers()).as("a killed run leaves its app").isNotEmpty();

            maya.comment(fixture.repository(), pullRequest.number(), "!testme --quick");
            fixture.awaitAnswer(pullRequest, "**passed**");
        }
    }

    @Order(2)
    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_gitea_that_goes_away_in_mid_run_hears_the_verdict_when_it_is_back(EngineChoice engine) {
        fixture.on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitStage(pullRequest, "converge");
            var results = fixture.directory(pullRequest).results();
            kill("gitea");
            try {
                await().atMost(EndToEndFixture.A_RUN).pollInterval(OFTEN).until(() -> Files.exists(results));
            } finally {
                bringUpAgain();
            }

            fixture.awaitAnswer(pullRequest, "**passed**");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(1);
    }

    @Order(3)
    @Test
    void a_drone_that_is_killed_in_mid_build_changes_no_verdict() {
        fixture.on(EngineChoice.DRONE);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitStage(pullRequest, "converge");
            kill("drone-server");
            try {
                fixture.awaitAnswer(pullRequest, "**passed**");
            } finally {
                bringUpAgain();
            }

            await().atMost(EndToEndFixture.A_RUN).pollInterval(OFTEN).untilAsserted(() -> assertThat(fixture.drone()
                            .build(fixture.directory(pullRequest))
                            .path("status")
                            .asText())
                    .isEqualTo("success"));
        }
        assertThat(ContractJson.read(fixture.directory(pullRequest).results())
                        .orElseThrow()
                        .level())
                .as("Drone's builds have no locale, and lint draws its table with more than ASCII")
                .isEqualTo(5);
    }

    @Order(4)
    @Test
    void a_docker_that_goes_away_in_mid_run_is_an_error_and_the_next_run_removes_what_was_left() throws Exception {
        fixture.on(EngineChoice.LOCAL);
        var docker = MarkedProcess.of("docker", sandboxFolder());
        assumeThat(docker).as("the engine is the sandbox's own").isNotEmpty();
        var run = fixture.run(1);
        fixture.awaitStage(directory(1), "converge");

        docker.get(0).handle().destroyForcibly();

        assertThat(run.waitFor()).isEqualTo(ExitCode.ENVIRONMENT.code());
        assertThat(ContractJson.read(directory(1).results()).orElseThrow()).satisfies(results -> {
            assertThat(results.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(results.flags().cleanTeardown()).isFalse();
        });
        bringUpAgain();
        assertThat(fixture.leftovers()).as("nobody could tear it down").isNotEmpty();
        assertThat(fixture.run(2).waitFor()).isEqualTo(ExitCode.PASSED.code());
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
}
