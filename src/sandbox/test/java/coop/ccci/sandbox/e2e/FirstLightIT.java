package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.Engine;
import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Forge;
import coop.ccci.sandbox.process.Command;
import coop.ccci.sandbox.process.MarkedProcess;
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

    private World world;

    private void on(Engine engine) {
        world = new World(engine, folder);
    }

    @AfterEach
    void nothing_is_left_on_the_swarm() {
        world.assertNothingLeft();
    }

    @Test
    void a_webhook_of_the_real_gitea_is_answered_long_before_the_next_poll() {
        on(Engine.LOCAL);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("10m")) {
            var admin = world.as(Account.ADMIN);
            var hook = admin.createHook(
                    World.REPOSITORY,
                    URI.create(bridge.pages() + "hook"),
                    world.sandbox().credentials().webhookSecret());
            try {
                world.says(Account.NILS, pullRequest, "!testme");

                within(AN_ANSWER).untilAsserted(() -> assertThat(world.answers(pullRequest))
                        .singleElement()
                        .satisfies(answer -> assertThat(answer.body()).contains("only members of")));
            } finally {
                admin.deleteHook(World.REPOSITORY, hook.id());
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Engines.class)
    void a_bridge_that_is_killed_in_mid_run_goes_on_with_the_run_when_it_is_started_again(Engine engine) {
        on(engine);
        var pullRequest = world.pullRequestLike(1);
        try (var first = world.bridge("1s")) {
            world.says(Account.MAYA, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, "**running**");
            first.kill();
        }
        // Drone has a build a moment before its runner has begun it
        within(World.A_RUN).until(() -> world.harnesses().size() == 1);

        var run = world.directory(pullRequest);
        try (var second = world.bridge("1s")) {
            assertThat(second.lives()).isTrue();
            world.awaitAnswer(pullRequest, "**passed**");
        }

        assertThat(world.answers(pullRequest)).hasSize(1);
        assertThat(world.directory(pullRequest)).isEqualTo(run);
        assertThat(world.as(Account.BOT).statuses(World.REPOSITORY, pullRequest.head()))
                .filteredOn(status -> status.context().equals("cc-ci/testme"))
                .first()
                .satisfies(status -> assertThat(status.state()).isEqualTo("success"));
    }

    @ParameterizedTest
    @ArgumentsSource(Engines.class)
    void a_run_that_is_killed_is_told_as_an_error_and_the_next_run_removes_what_it_left(Engine engine) {
        on(engine);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            var maya = world.as(Account.MAYA);
            maya.comment(World.REPOSITORY, pullRequest.number(), "!testme");
            awaitStage(pullRequest, "converge");

            world.harnesses().forEach(ProcessHandle::destroyForcibly);

            world.awaitAnswer(pullRequest, "**error**");
            assertThat(Leftovers.of(world.sandbox()))
                    .as("a killed run leaves its app")
                    .isNotEmpty();

            maya.comment(World.REPOSITORY, pullRequest.number(), "!testme");
            world.awaitAnswer(pullRequest, "**passed**");
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Engines.class)
    void a_gitea_that_goes_away_in_mid_run_hears_the_verdict_when_it_is_back(Engine engine) {
        on(engine);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            world.says(Account.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");
            var results = world.directory(pullRequest).results();
            kill("gitea");
            try {
                within(World.A_RUN).until(() -> Files.exists(results));
            } finally {
                bringUpAgain();
            }

            world.awaitAnswer(pullRequest, "**passed**");
        }
        assertThat(world.answers(pullRequest)).hasSize(1);
    }

    @Test
    void a_build_that_is_cancelled_on_drones_page_is_a_cancelled_run_that_has_torn_down() {
        on(Engine.DRONE);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            world.says(Account.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");

            world.cancelBuild();

            world.awaitAnswer(pullRequest, "**cancelled**");
            assertThat(world.answers(pullRequest).get(0).body()).contains("was cancelled in Drone");
            assertThat(Leftovers.of(world.sandbox())).isEmpty();
        }
    }

    @Test
    void a_drone_that_is_killed_in_mid_build_changes_no_verdict() {
        on(Engine.DRONE);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            world.says(Account.MAYA, pullRequest, "!testme");
            awaitStage(pullRequest, "converge");
            kill("drone-server");
            try {
                world.awaitAnswer(pullRequest, "**passed**");
            } finally {
                bringUpAgain();
            }

            within(World.A_RUN).untilAsserted(() -> assertThat(
                            world.builds().path(0).path("status").asText())
                    .isEqualTo("success"));
        }
        assertThat(ContractJson.read(world.directory(pullRequest).results())
                        .orElseThrow()
                        .level())
                .as("Drone's builds have no locale, and lint draws its table with more than ASCII")
                .isEqualTo(5);
    }

    @Test
    void a_docker_that_goes_away_in_mid_run_is_an_error_and_the_next_run_removes_what_was_left() throws Exception {
        on(Engine.LOCAL);
        var docker = MarkedProcess.of("docker", sandboxFolder());
        assumeThat(docker).as("the engine is the sandbox's own").isNotEmpty();
        var run = world.run(1);
        awaitStage(directory(1), "converge");

        docker.get(0).handle().destroyForcibly();

        assertThat(run.waitFor()).isEqualTo(ExitCode.ENVIRONMENT.code());
        assertThat(ContractJson.read(directory(1).results()).orElseThrow()).satisfies(results -> {
            assertThat(results.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(results.flags().cleanTeardown()).isFalse();
        });
        bringUpAgain();
        assertThat(Leftovers.of(world.sandbox()))
                .as("nobody could tear it down")
                .isNotEmpty();
        assertThat(world.run(2).waitFor()).isEqualTo(ExitCode.PASSED.code());
    }

    private void awaitStage(Forge.PullRequest pullRequest, String stage) {
        world.awaitAnswer(pullRequest, "**running**");
        awaitStage(world.directory(pullRequest), stage);
    }

    private void awaitStage(RunDirectory run, String stage) {
        within(World.A_RUN).until(() -> events(run).contains("\"kind\":\"started\",\"stage\":\"" + stage + "\""));
    }

    private static String events(RunDirectory run) throws IOException {
        return Files.exists(run.events()) ? Files.readString(run.events()) : "";
    }

    private RunDirectory directory(int run) {
        return RunDirectory.of(world.runs(), new RunId(run));
    }

    private void kill(String part) {
        MarkedProcess.of(part, sandboxFolder())
                .forEach(process -> process.handle().destroyForcibly());
    }

    private void bringUpAgain() {
        Command.of(world.sandbox().settings().home().resolve("cc-ci").toString(), "sandbox", "up")
                .within(Duration.ofMinutes(2))
                .run();
    }

    private Path sandboxFolder() {
        return world.sandbox().settings().folder().path();
    }

    private static ConditionFactory within(Duration limit) {
        return await().atMost(limit).pollInterval(Duration.ofMillis(200));
    }
}
