package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import coop.ccci.bridge.fake.FakeComment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every effect is cut off between itself and its being written down, and then done again without harm. */
class CrashTest {
    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void set() {
        stage = Stage.in(folder);
    }

    @AfterEach
    void strike() {
        stage.close();
    }

    @Test
    void a_comment_that_was_posted_but_not_written_down_is_found_and_not_posted_again() {
        stage.gitea().whenAsked("POST", "/issues/1/comments$").once().hangsUpAfterwards();
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        assertThat(stage.answers()).hasSize(1);
    }

    @Test
    void somebody_elses_comment_with_the_marker_is_not_taken_for_ours() {
        stage.start();
        var first = stage.pullRequest().comment("nils", "hello");
        var forged = "<!-- cc-ci pull request 1 -->\nall is well";
        stage.pullRequest().comment("nils", forged);
        assertThat(stage.pullRequest().comment("maya", "!testme").id()).isEqualTo(first.id() + 2);
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        assertThat(stage.pullRequest().commentsBy("nils"))
                .extracting(FakeComment::body)
                .containsExactly("hello", forged);
    }

    @Test
    void an_edit_a_reaction_and_a_status_that_got_lost_on_the_way_back_are_sent_again() {
        stage.gitea().whenAsked("PATCH", "/comments/").once().hangsUpAfterwards();
        stage.gitea().whenAsked("POST", "/reactions$").once().hangsUpAfterwards();
        stage.gitea().whenAsked("POST", "/statuses/").once().hangsUpAfterwards();
        stage.start();
        var asked = stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> {
            assertThat(stage.answer()).contains("**passed**");
            assertThat(stage.pullRequest().status("cc-ci/testme"))
                    .get()
                    .extracting(status -> status.state())
                    .isEqualTo("success");
        });
        assertThat(stage.answers()).hasSize(1);
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void a_run_that_was_started_but_not_written_down_is_not_started_twice() {
        stage.start();
        stage.harness().startsAndThenFails();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        assertThat(stage.harness().starts()).hasSize(1);
    }

    @Test
    void a_harness_that_is_killed_is_an_error_and_not_the_recipes_fault() {
        stage.harness().plays(Scenario.DIE);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer())
                .contains("**error**", "the harness died", "nothing about the recipe"));
    }

    @Test
    void results_of_another_commit_are_never_reported() {
        stage.harness().plays(Scenario.OTHER_COMMIT);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer())
                .contains("**error**", "which is not what was asked for"));
        assertThat(stage.answer()).doesNotContain("passed");
    }

    @Test
    void what_was_asked_while_the_bridge_was_down_is_answered_when_it_is_back() {
        stage.start().stop();
        stage.pullRequest().comment("maya", "!testme");
        stage.start();
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
    }

    @Test
    void a_report_arrives_when_a_forge_that_died_in_mid_run_is_back() {
        stage.harness().plays(Scenario.WAIT);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**running**"));
        stage.gitea().down();
        stage.harness().goOn();
        Stage.eventually()
                .untilAsserted(() ->
                        assertThat(stage.bridge().ledger().runs().unfinished()).isEmpty());
        stage.gitea().up();
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        assertThat(stage.answers()).hasSize(1);
    }

    @Test
    void a_status_that_the_bot_may_not_set_is_left_out() {
        stage.gitea().whenAsked("POST", "/statuses/").fails(403);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        Stage.eventually().untilAsserted(() -> assertThat(
                        stage.bridge().ledger().reports().unsettled())
                .isZero());
    }

    @Test
    void a_comment_that_somebody_deleted_is_posted_again() {
        stage.harness().plays(Scenario.WAIT);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**running**"));
        stage.answers().get(0).delete();
        stage.harness().goOn();
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
    }

    @Test
    void two_people_who_ask_for_the_same_commit_get_one_run() {
        stage.harness().plays(Scenario.WAIT);
        stage.start();
        var asked = List.of(
                stage.pullRequest().comment("maya", "!testme"),
                stage.pullRequest().comment("maya", "!testme"));
        Stage.eventually().untilAsserted(() -> assertThat(asked)
                .allSatisfy(comment -> assertThat(comment.reactions()).containsExactly("eyes")));
        stage.harness().goOn();
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed**"));
        assertThat(stage.harness().starts()).hasSize(1);
        assertThat(stage.answers()).hasSize(1);
    }
}
