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

    private BridgeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = BridgeFixture.in(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_comment_that_was_posted_but_not_written_down_is_found_and_not_posted_again() {
        fixture.gitea().whenAsked("POST", "/issues/1/comments$").once().hangsUpAfterwards();
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.answers()).hasSize(1);
    }

    @Test
    void somebody_elses_comment_with_the_marker_is_not_taken_for_ours() {
        fixture.start();
        var first = fixture.pullRequest().comment("nils", "hello");
        var forged = "<!-- cc-ci pull request 1 -->\nall is well";
        fixture.pullRequest().comment("nils", forged);
        assertThat(fixture.pullRequest().comment("maya", "!testme").id()).isEqualTo(first.id() + 2);
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.pullRequest().commentsBy("nils"))
                .extracting(FakeComment::body)
                .containsExactly("hello", forged);
    }

    @Test
    void an_edit_a_reaction_and_a_status_that_got_lost_on_the_way_back_are_sent_again() {
        fixture.gitea().whenAsked("PATCH", "/comments/").once().hangsUpAfterwards();
        fixture.gitea().whenAsked("POST", "/reactions$").once().hangsUpAfterwards();
        fixture.gitea().whenAsked("POST", "/statuses/").once().hangsUpAfterwards();
        fixture.start();
        var asked = fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> {
            assertThat(fixture.answer()).contains("**passed**");
            assertThat(fixture.pullRequest().status("cc-ci/testme"))
                    .get()
                    .extracting(status -> status.state())
                    .isEqualTo("success");
        });
        assertThat(fixture.answers()).hasSize(1);
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void a_run_that_was_started_but_not_written_down_is_not_started_twice() {
        fixture.start();
        fixture.harness().startsAndThenFails();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.harness().starts()).hasSize(1);
    }

    @Test
    void a_harness_that_is_killed_is_an_error_and_not_the_recipes_fault() {
        fixture.harness().plays(Scenario.DIE);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(fixture.answer())
                .contains("**error**", "the harness died", "nothing about the recipe"));
    }

    @Test
    void results_of_another_commit_are_never_reported() {
        fixture.harness().plays(Scenario.OTHER_COMMIT);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually().untilAsserted(() -> assertThat(fixture.answer())
                .contains("**error**", "which is not what was asked for"));
        assertThat(fixture.answer()).doesNotContain("passed");
    }

    @Test
    void what_was_asked_while_the_bridge_was_down_is_answered_when_it_is_back() {
        fixture.start().stop();
        fixture.pullRequest().comment("maya", "!testme");
        fixture.start();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
    }

    @Test
    void a_report_arrives_when_a_forge_that_died_in_mid_run_is_back() {
        fixture.harness().plays(Scenario.WAIT);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**running**"));
        fixture.gitea().down();
        fixture.harness().goOn();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.bridge().ledger().runs().unfinished())
                        .isEmpty());
        fixture.gitea().up();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.answers()).hasSize(1);
    }

    @Test
    void a_status_that_the_bot_may_not_set_is_left_out() {
        fixture.gitea().whenAsked("POST", "/statuses/").fails(403);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        BridgeFixture.eventually().untilAsserted(() -> assertThat(
                        fixture.bridge().ledger().reports().unsettled())
                .isZero());
    }

    @Test
    void a_comment_that_somebody_deleted_is_posted_again() {
        fixture.harness().plays(Scenario.WAIT);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**running**"));
        fixture.answers().get(0).delete();
        fixture.harness().goOn();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
    }

    @Test
    void two_people_who_ask_for_the_same_commit_get_one_run() {
        fixture.harness().plays(Scenario.WAIT);
        fixture.start();
        var asked = List.of(
                fixture.pullRequest().comment("maya", "!testme"),
                fixture.pullRequest().comment("maya", "!testme"));
        BridgeFixture.eventually().untilAsserted(() -> assertThat(asked)
                .allSatisfy(comment -> assertThat(comment.reactions()).containsExactly("eyes")));
        fixture.harness().goOn();
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed**"));
        assertThat(fixture.harness().starts()).hasSize(1);
        assertThat(fixture.answers()).hasSize(1);
    }
}
