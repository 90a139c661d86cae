package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.sandbox.Engine;
import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Forge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What people write and push on the real Gitea, and what they read there. */
class CommentsIT {
    private static final Duration A_RUN = Duration.ofMinutes(2);

    /** A run that waited longer than a minute is asked about again. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(62);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        on(Engine.LOCAL);
    }

    private void on(Engine engine) {
        world = new World(engine, folder);
    }

    @AfterEach
    void nothing_is_left_on_the_swarm() {
        await().atMost(A_RUN).until(() -> world.harnesses().isEmpty());
        assertThat(Leftovers.of(world.sandbox())).isEmpty();
    }

    @Test
    void whoever_asks_for_what_cannot_be_is_told_why_in_one_sentence() {
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            says(Account.NILS, pullRequest, "!testme");
            awaitAnswer(pullRequest, "only members of recipe-maintainers");
            says(Account.MAYA, pullRequest, "!testme quick");
            awaitAnswer(pullRequest, "Did you mean `!testme --quick`?");
            says(Account.MAYA, pullRequest, "!testme 0123abc");
            awaitAnswer(pullRequest, "which is `" + pullRequest.head().substring(0, 8) + "` now");
            says(Account.MAYA, pullRequest, "!testme cancel");
            awaitAnswer(pullRequest, "Nothing to cancel");
            says(Account.MAYA, pullRequest, "!testme help");
            awaitAnswer(pullRequest, "`!testme --quick`");
            world.as(Account.MAYA).setState(World.REPOSITORY, pullRequest.number(), "closed");
            says(Account.MAYA, pullRequest, "!testme");
            awaitAnswer(pullRequest, "this pull request is closed");
        }
        assertThat(world.answers(pullRequest)).hasSize(6);
    }

    @Test
    void a_head_that_moved_after_the_comment_or_was_pushed_by_force_and_back_is_not_tested() {
        var pushed = world.pullRequestLike(1);
        var pushedBack = world.pullRequestLike(1);
        world.bridge("1s").close();
        try (var one = PushedBranch.of(world, pushed, folder.resolve("one"));
                var other = PushedBranch.of(world, pushedBack, folder.resolve("other"))) {
            says(Account.MAYA, pushed, "!testme");
            one.push();
            var seen = other.push();
            awaitShown(pushedBack, seen);
            says(Account.MAYA, pushedBack, "!testme");
            other.forcePush();
            other.forcePush(seen);
        }
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            awaitAnswer(pushed, "something was pushed after your comment");
            awaitAnswer(pushedBack, "something was pushed after your comment");
        }
    }

    @Test
    void a_head_that_moved_while_the_run_waited_is_not_tested() {
        var running = world.pullRequestLike(1);
        var waiting = world.pullRequestLike(1);
        try (var first = world.bridge("1s")) {
            says(Account.MAYA, running, "!testme");
            awaitAnswer(running, "**running**");
            says(Account.MAYA, waiting, "!testme");
            awaitAnswer(waiting, "**queued** (1 ahead)");
            first.kill();
        }
        try (var branch = PushedBranch.of(world, waiting, folder.resolve("clone"))) {
            branch.push();
        }
        await().pollDelay(LONG_ENOUGH).atMost(A_RUN).until(() -> world.harnesses()
                .isEmpty());
        try (var second = world.bridge("1s")) {
            assertThat(second.lives()).isTrue();
            awaitAnswer(waiting, "**cancelled**");
            assertThat(text(waiting)).contains("something was pushed");
            awaitAnswer(running, "**passed**");
        }
    }

    @Test
    void a_head_that_is_replaced_between_launch_and_clone_is_not_tested_and_nothing_else_is() throws IOException {
        var pullRequest = world.pullRequestLike(1);
        var slow = folder.resolve("slow-cc-ci");
        var home = world.sandbox().settings().home();
        Files.writeString(slow, "#!/bin/sh\ntouch " + folder + "/launched\nsleep 8\nexec " + home + "/cc-ci \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var bridge = world.bridge("1s", Map.of("CCCI_ENGINE_COMMAND", slow.toString()));
                var branch = PushedBranch.of(world, pullRequest, folder.resolve("clone"))) {
            assertThat(bridge.lives()).isTrue();
            says(Account.MAYA, pullRequest, "!testme");
            await().atMost(A_RUN).until(() -> Files.exists(folder.resolve("launched")));
            branch.forcePush();
            awaitAnswer(pullRequest, "**error**");
            assertThat(text(pullRequest))
                    .contains(pullRequest.head(), "force-push")
                    .doesNotContain("passed");
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Engines.class)
    void a_newer_commit_supersedes_the_run_and_a_deleted_comment_comes_back(Engine engine) {
        on(engine);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s");
                var branch = PushedBranch.of(world, pullRequest, folder.resolve("clone"))) {
            assertThat(bridge.lives()).isTrue();
            says(Account.MAYA, pullRequest, "!testme");
            awaitAnswer(pullRequest, "**running**");
            var newer = branch.push();
            awaitShown(pullRequest, newer);
            says(Account.MAYA, pullRequest, "!testme");
            awaitAnswer(pullRequest, newer.substring(0, 8));
            world.as(Account.BOT)
                    .deleteComment(
                            World.REPOSITORY, world.answers(pullRequest).get(0).id());
            awaitAnswer(pullRequest, "**passed**");
            assertThat(text(pullRequest)).contains(newer.substring(0, 8), "earlier runs", "- superseded");
        }
        assertThat(world.answers(pullRequest)).hasSize(1);
    }

    @ParameterizedTest
    @ArgumentsSource(Engines.class)
    void a_run_that_is_cancelled_says_who_wanted_it_and_leaves_nothing(Engine engine) {
        on(engine);
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            says(Account.MAYA, pullRequest, "!testme");
            awaitAnswer(pullRequest, "**running**");
            says(Account.MAYA, pullRequest, "!testme cancel");
            awaitAnswer(pullRequest, "**cancelled**");
            assertThat(text(pullRequest)).contains("maya asked for its end");
        }
        assertThat(world.answers(pullRequest)).hasSize(1);
    }

    private void says(Account account, Forge.PullRequest pullRequest, String text) {
        world.as(account).comment(World.REPOSITORY, pullRequest.number(), text);
    }

    /**
     * Gitea writes a push into the timeline in the background, on a busy machine seconds later; a comment before that
     * is one before the push, for the bridge too.
     */
    private void awaitShown(Forge.PullRequest pullRequest, String commit) {
        var maya = world.sandbox()
                .credentials()
                .as(Account.MAYA, world.sandbox().settings().gitea());
        var timeline = "/repos/" + World.REPOSITORY + "/issues/" + pullRequest.number() + "/timeline";
        await().atMost(A_RUN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> maya.get(timeline).toString().contains(commit));
    }

    private void awaitAnswer(Forge.PullRequest pullRequest, String words) {
        await().atMost(A_RUN).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(text(pullRequest))
                .contains(words));
    }

    /** The newest of the bot's comments. */
    private String text(Forge.PullRequest pullRequest) {
        var answers = world.answers(pullRequest);
        return answers.isEmpty() ? "" : answers.get(answers.size() - 1).body();
    }
}
