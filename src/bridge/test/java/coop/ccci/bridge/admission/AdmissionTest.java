package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.Scene;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.forge.ForgeRefused;
import coop.ccci.bridge.ledger.Mode;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.TriggerState;
import coop.ccci.bridge.ops.NotYet;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void set() {
        scene = new Scene(folder);
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void a_member_gets_a_run_of_the_commit_that_she_saw() {
        scene.pullRequest().push();
        var trigger = scene.decided(scene.says("maya", "!testme"));
        assertThat(trigger.state()).isEqualTo(TriggerState.ADMITTED);
        var run = scene.run(trigger);
        assertThat(run.commit()).isEqualTo(scene.pullRequest().head());
        assertThat(run.recipe()).hasToString("custom-html");
        assertThat(run.author()).isEqualTo("maya");
        assertThat(run.source()).hasToString(scene.gitea().url() + "/recipe-maintainers/custom-html.git");
    }

    @Test
    void a_fork_is_tested_when_a_member_asks_and_is_fetched_from_the_base_repository() {
        scene.pullRequest().from("nils");
        var run = scene.run(scene.decided(scene.says("maya", "!testme")));
        assertThat(run.source()).hasToString(scene.gitea().url() + "/recipe-maintainers/custom-html.git");
        assertThat(run.pullRequest()).isEqualTo(1);
        assertThat(run.commit()).isEqualTo(scene.pullRequest().head());
    }

    @Test
    void a_quick_run_is_asked_for_by_its_mode() {
        assertThat(scene.run(scene.decided(scene.says("maya", "!testme"))).mode())
                .isEqualTo(Mode.FULL);
        scene.pullRequest().push();
        assertThat(scene.run(scene.decided(scene.says("maya", "!testme --quick")))
                        .mode())
                .isEqualTo(Mode.QUICK);
    }

    @Test
    void a_bot_that_is_not_in_the_organisation_admits_nobody_and_says_so() {
        var asked = scene.says("maya", "!testme");
        scene.gitea().organisation("recipe-maintainers").without("cc-ci-bot");
        assertThatThrownBy(() -> scene.decided(asked)).isInstanceOf(NotYet.class);
        assertThat(scene.standing().problems()).anyMatch(problem -> problem.contains("not in the organisation"));
        scene.gitea().organisation("recipe-maintainers").member("cc-ci-bot");
        assertThat(scene.decided(asked).state()).isEqualTo(TriggerState.ADMITTED);
        assertThat(scene.standing().problems()).isEmpty();
    }

    @Test
    void a_comment_that_cannot_be_decided_for_a_day_is_left_alone() {
        var asked = scene.says("maya", "!testme");
        scene.gitea().whenAsked("GET", "/issues/comments/").fails(403);
        assertThatThrownBy(() -> scene.decided(asked)).isInstanceOf(ForgeRefused.class);
        scene.clock().forward(Duration.ofHours(25));
        var trigger = scene.decided(asked);
        assertThat(trigger.state()).isEqualTo(TriggerState.IGNORED);
        assertThat(trigger.reason().orElseThrow()).contains("within a day");
    }

    @Test
    void a_recipe_without_a_folder_is_refused() {
        scene.unenroll();
        assertThat(scene.decided(scene.says("maya", "!testme")).reason().orElseThrow())
                .contains("not enrolled");
    }

    @Test
    void an_unknown_command_of_a_member_gets_one_helpful_sentence() {
        assertThat(scene.decided(scene.says("maya", "!testme harder")).reason())
                .contains("Not run: I do not know `harder`. Comment `!testme help` to see what I know.");
        assertThat(scene.decided(scene.says("maya", "!testme quick")).reason().orElseThrow())
                .contains("Did you mean `!testme --quick`?");
    }

    @Test
    void help_is_for_members() {
        var helped = scene.decided(scene.says("maya", "!testme help"));
        assertThat(helped.state()).isEqualTo(TriggerState.ANSWERED);
        assertThat(helped.reason().orElseThrow()).contains("!testme --quick", "!testme cancel");
        assertThat(scene.ledger().runs().newest(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme harder", "!testme help", "!testme cancel"})
    void a_stranger_who_asks_for_something_else_gets_no_answer(String body) {
        scene.decided(scene.says("maya", "!testme"));
        assertThat(scene.decided(scene.says("nils", body)).state()).isEqualTo(TriggerState.IGNORED);
        assertThat(scene.ledger().runs().newest(10).get(0).stop()).isEmpty();
    }

    @Test
    void cancel_asks_every_run_of_the_pull_request_to_end_and_no_other() {
        var other =
                scene.gitea().repository(Scene.RECIPE.toString()).pullRequest(2).comment("maya", "!testme");
        var mine = scene.run(scene.decided(scene.says("maya", "!testme")));
        var others = scene.run(scene.decided(2, other));
        var cancelled = scene.decided(scene.says("olga", "!testme cancel"));
        assertThat(cancelled.state()).isEqualTo(TriggerState.ANSWERED);
        assertThat(stop(mine).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(stop(mine).reason()).isEqualTo("olga asked for its end");
        assertThat(scene.ledger().runs().find(others.id()).orElseThrow().stop()).isEmpty();
    }

    @Test
    void cancel_without_a_run_says_so() {
        assertThat(scene.decided(scene.says("maya", "!testme cancel")).reason().orElseThrow())
                .contains("Nothing to cancel");
    }

    @Test
    void a_newer_commit_supersedes_the_run_of_the_older_one() {
        var older = scene.run(scene.decided(scene.says("maya", "!testme")));
        var head = scene.pullRequest().push();
        var newer = scene.run(scene.decided(scene.says("maya", "!testme")));
        assertThat(stop(older).verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(stop(older).reason()).contains(head.abbreviated());
        assertThat(newer.stop()).isEmpty();
    }

    @Test
    void the_same_commit_asked_for_twice_is_one_run_and_asked_for_afterwards_a_new_one() {
        var first = scene.decided(scene.says("maya", "!testme"));
        var second = scene.decided(scene.says("olga", "!testme"));
        assertThat(second.run()).isEqualTo(first.run());
        finish(scene.run(first));
        assertThat(scene.decided(scene.says("maya", "!testme")).run()).isNotEqualTo(first.run());
    }

    @Test
    void a_full_run_answers_for_a_quick_one_but_not_the_other_way_round() {
        var quick = scene.run(scene.decided(scene.says("maya", "!testme --quick")));
        var full = scene.run(scene.decided(scene.says("maya", "!testme")));
        assertThat(full.id()).isNotEqualTo(quick.id());
        assertThat(scene.ledger().runs().find(quick.id()).orElseThrow().stop()).isEmpty();
        finish(quick);
        assertThat(scene.decided(scene.says("maya", "!testme --quick")).run()).contains(full.id());
    }

    @Test
    void a_run_that_is_being_cancelled_does_not_stand_for_a_new_comment() {
        var first = scene.run(scene.decided(scene.says("maya", "!testme")));
        scene.decided(scene.says("maya", "!testme cancel"));
        assertThat(scene.decided(scene.says("maya", "!testme")).run()).isNotEqualTo(Optional.of(first.id()));
    }

    @Test
    void a_newer_commit_is_taken_at_the_limit_because_it_replaces_a_run() {
        for (var number = 1; number <= 3; number++) {
            scene.decided(number, on(number, "maya"));
        }
        scene.pullRequest().push();
        assertThat(scene.decided(scene.says("maya", "!testme")).state()).isEqualTo(TriggerState.ADMITTED);
    }

    @Test
    void a_trigger_is_decided_once() {
        var asked = scene.says("maya", "!testme");
        var first = scene.decided(asked);
        assertThat(scene.decided(asked)).isEqualTo(first);
        assertThat(scene.ledger().runs().newest(10)).hasSize(1);
    }

    private FakeComment on(int pullRequest, String author) {
        return scene.pullRequest(pullRequest).comment(author, "!testme");
    }

    private Run.Stop stop(Run run) {
        return scene.now(run).stop().orElseThrow();
    }

    private void finish(Run run) {
        var end = new Run.End(
                Verdict.PASSED,
                1,
                Optional.empty(),
                Optional.empty(),
                scene.clock().instant());
        scene.ledger().queue().finished(run, end);
    }
}
