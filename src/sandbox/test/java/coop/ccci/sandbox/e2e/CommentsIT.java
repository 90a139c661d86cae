package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What people write and push on the real Gitea, and what they read there. */
class CommentsIT {
    @RegisterExtension
    final EndToEndFixture fixture = new EndToEndFixture();

    @Test
    void whoever_asks_for_what_cannot_be_is_told_why_in_one_sentence() {
        fixture.on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.NILS, pullRequest, "!testme");
            fixture.awaitAnswer(
                    pullRequest, "only members of " + fixture.repository().owner());
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme quick");
            fixture.awaitAnswer(pullRequest, "```text\n!testme --quick\n```");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme 0123abc");
            fixture.awaitAnswer(pullRequest, "which is `" + pullRequest.head().substring(0, 8) + "` now");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme cancel");
            fixture.awaitAnswer(pullRequest, "Nothing to cancel");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme help");
            fixture.awaitAnswer(pullRequest, "`!testme --quick`");
            fixture.testClient(SandboxAccount.MAYA).setState(fixture.repository(), pullRequest.number(), "closed");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitAnswer(pullRequest, "this pull request is closed");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(6);
    }

    @Test
    void a_head_that_moved_after_the_comment_or_was_pushed_by_force_and_back_is_not_tested() {
        fixture.on(EngineChoice.LOCAL);
        var pushed = fixture.pullRequestLike(1);
        var pushedBack = fixture.pullRequestLike(1);
        fixture.bridge("1s").close();
        try (var one = PushedBranch.of(fixture, pushed, fixture.folder().resolve("one"));
                var other =
                        PushedBranch.of(fixture, pushedBack, fixture.folder().resolve("other"))) {
            fixture.says(SandboxAccount.MAYA, pushed, "!testme");
            one.push();
            var seen = other.push();
            awaitShown(pushedBack, seen);
            fixture.says(SandboxAccount.MAYA, pushedBack, "!testme");
            other.forcePush();
            other.forcePush(seen);
        }
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.awaitAnswer(pushed, "something was pushed after your comment");
            fixture.awaitAnswer(pushedBack, "something was pushed after your comment");
        }
    }

    @Test
    void a_head_that_moved_while_the_run_waited_is_not_tested() {
        fixture.on(EngineChoice.LOCAL);
        var running = fixture.pullRequestLike(1);
        var waiting = fixture.pullRequestLike(1);
        try (var first = fixture.bridge("1s")) {
            fixture.says(SandboxAccount.MAYA, running, "!testme");
            fixture.awaitAnswer(running, "**running**");
            fixture.says(SandboxAccount.MAYA, waiting, "!testme");
            fixture.awaitAnswer(waiting, "**queued** (1 ahead)");
            first.kill();
        }
        try (var branch = PushedBranch.of(fixture, waiting, fixture.folder().resolve("clone"))) {
            branch.push();
        }
        await().atMost(EndToEndFixture.A_RUN).until(() -> fixture.harnesses().isEmpty());
        try (var second = fixture.bridge("1s", Map.of("CCCI_REVALIDATE_AFTER", "1s"))) {
            assertThat(second.isRunning()).isTrue();
            fixture.awaitAnswer(waiting, "**cancelled**");
            assertThat(fixture.answer(waiting)).contains("something was pushed");
            fixture.awaitAnswer(running, "**passed**");
        }
    }

    @Test
    void a_head_that_is_replaced_between_launch_and_clone_is_not_tested_and_nothing_else_is() throws IOException {
        fixture.on(EngineChoice.LOCAL);
        var pullRequest = fixture.pullRequestLike(1);
        var slow = fixture.folder().resolve("slow-cc-ci");
        var script =
                """
                #!/bin/sh
                touch %1$s/launched
                until [ -e %1$s/pushed ]; do sleep 0.1; done
                exec %2$s/cc-ci "$@"
                """;
        Files.writeString(
                slow,
                script.formatted(fixture.folder(), fixture.sandbox().settings().home()));
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var bridge = fixture.bridge("1s", Map.of("CCCI_ENGINE_COMMAND", slow.toString()));
                var branch =
                        PushedBranch.of(fixture, pullRequest, fixture.folder().resolve("clone"))) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            await().atMost(EndToEndFixture.A_RUN)
                    .until(() -> Files.exists(fixture.folder().resolve("launched")));
            branch.forcePush();
            Files.createFile(fixture.folder().resolve("pushed"));
            fixture.awaitAnswer(pullRequest, "**error**");
            assertThat(fixture.answer(pullRequest))
                    .contains(pullRequest.head().substring(0, 8) + " is not in", "force-push")
                    .doesNotContain("passed");
        }
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_newer_commit_supersedes_the_run_and_a_deleted_comment_comes_back(EngineChoice engine) {
        fixture.on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s");
                var branch =
                        PushedBranch.of(fixture, pullRequest, fixture.folder().resolve("clone"))) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitAnswer(pullRequest, "**running**");
            var newer = branch.push();
            awaitShown(pullRequest, newer);
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitAnswer(pullRequest, newer.substring(0, 8));
            fixture.testClient(SandboxAccount.BOT)
                    .deleteComment(
                            fixture.repository(),
                            fixture.answers(pullRequest).get(0).id());
            fixture.awaitAnswer(pullRequest, "**passed**");
            assertThat(fixture.answer(pullRequest)).contains(newer.substring(0, 8), "earlier runs", "- superseded");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(1);
    }

    @ParameterizedTest
    @ArgumentsSource(ChosenEngines.class)
    void a_run_that_is_cancelled_says_who_wanted_it_and_leaves_nothing(EngineChoice engine) {
        fixture.on(engine);
        var pullRequest = fixture.pullRequestLike(1);
        try (var bridge = fixture.bridge("1s")) {
            assertThat(bridge.isRunning()).isTrue();
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme");
            fixture.awaitAnswer(pullRequest, "**running**");
            fixture.says(SandboxAccount.MAYA, pullRequest, "!testme cancel");
            fixture.awaitAnswer(pullRequest, "**cancelled**");
            assertThat(fixture.answer(pullRequest)).contains("cancelled by maya");
        }
        assertThat(fixture.answers(pullRequest)).hasSize(1);
    }

    /**
     * Gitea writes a push into the timeline in the background, on a busy machine seconds later; a comment before that
     * is one before the push, for the bridge too.
     */
    private void awaitShown(GiteaApi.PullRequest pullRequest, String commit) {
        var maya = fixture.sandbox()
                .credentials()
                .as(SandboxAccount.MAYA, fixture.sandbox().settings().gitea());
        var timeline = "/repos/" + fixture.repository() + "/issues/" + pullRequest.number() + "/timeline";
        await().atMost(EndToEndFixture.A_RUN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> maya.get(timeline).toString().contains(commit));
    }
}
