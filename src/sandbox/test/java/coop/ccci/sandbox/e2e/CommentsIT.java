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
        world.assertNothingLeft();
    }

    @Test
    void whoever_asks_for_what_cannot_be_is_told_why_in_one_sentence() {
        var pullRequest = world.pullRequestLike(1);
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            world.says(Account.NILS, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, "only members of recipe-maintainers");
            world.says(Account.MAYA, pullRequest, "!testme quick");
            world.awaitAnswer(pullRequest, "Did you mean `!testme --quick`?");
            world.says(Account.MAYA, pullRequest, "!testme 0123abc");
            world.awaitAnswer(pullRequest, "which is `" + pullRequest.head().substring(0, 8) + "` now");
            world.says(Account.MAYA, pullRequest, "!testme cancel");
            world.awaitAnswer(pullRequest, "Nothing to cancel");
            world.says(Account.MAYA, pullRequest, "!testme help");
            world.awaitAnswer(pullRequest, "`!testme --quick`");
            world.as(Account.MAYA).setState(World.REPOSITORY, pullRequest.number(), "closed");
            world.says(Account.MAYA, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, "this pull request is closed");
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
            world.says(Account.MAYA, pushed, "!testme");
            one.push();
            var seen = other.push();
            awaitShown(pushedBack, seen);
            world.says(Account.MAYA, pushedBack, "!testme");
            other.forcePush();
            other.forcePush(seen);
        }
        try (var bridge = world.bridge("1s")) {
            assertThat(bridge.lives()).isTrue();
            world.awaitAnswer(pushed, "something was pushed after your comment");
            world.awaitAnswer(pushedBack, "something was pushed after your comment");
        }
    }

    @Test
    void a_head_that_moved_while_the_run_waited_is_not_tested() {
        var running = world.pullRequestLike(1);
        var waiting = world.pullRequestLike(1);
        try (var first = world.bridge("1s")) {
            world.says(Account.MAYA, running, "!testme");
            world.awaitAnswer(running, "**running**");
            world.says(Account.MAYA, waiting, "!testme");
            world.awaitAnswer(waiting, "**queued** (1 ahead)");
            first.kill();
        }
        try (var branch = PushedBranch.of(world, waiting, folder.resolve("clone"))) {
            branch.push();
        }
        await().pollDelay(LONG_ENOUGH).atMost(World.A_RUN).until(() -> world.harnesses()
                .isEmpty());
        try (var second = world.bridge("1s")) {
            assertThat(second.lives()).isTrue();
            world.awaitAnswer(waiting, "**cancelled**");
            assertThat(world.answer(waiting)).contains("something was pushed");
            world.awaitAnswer(running, "**passed**");
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
            world.says(Account.MAYA, pullRequest, "!testme");
            await().atMost(World.A_RUN).until(() -> Files.exists(folder.resolve("launched")));
            branch.forcePush();
            world.awaitAnswer(pullRequest, "**error**");
            assertThat(world.answer(pullRequest))
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
            world.says(Account.MAYA, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, "**running**");
            var newer = branch.push();
            awaitShown(pullRequest, newer);
            world.says(Account.MAYA, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, newer.substring(0, 8));
            world.as(Account.BOT)
                    .deleteComment(
                            World.REPOSITORY, world.answers(pullRequest).get(0).id());
            world.awaitAnswer(pullRequest, "**passed**");
            assertThat(world.answer(pullRequest)).contains(newer.substring(0, 8), "earlier runs", "- superseded");
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
            world.says(Account.MAYA, pullRequest, "!testme");
            world.awaitAnswer(pullRequest, "**running**");
            world.says(Account.MAYA, pullRequest, "!testme cancel");
            world.awaitAnswer(pullRequest, "**cancelled**");
            assertThat(world.answer(pullRequest)).contains("maya asked for its end");
        }
        assertThat(world.answers(pullRequest)).hasSize(1);
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
        await().atMost(World.A_RUN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> maya.get(timeline).toString().contains(commit));
    }
}
