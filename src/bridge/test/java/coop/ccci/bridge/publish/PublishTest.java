package coop.ccci.bridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.Scene;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.ForgeRefused;
import coop.ccci.bridge.forge.ForgeUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
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
    void a_pull_request_has_one_comment_for_all_its_runs() {
        scene.asked(1);
        scene.reportStep();
        assertThat(answer()).contains("**queued** (0 ahead)", "[run 1]");
        die(1);
        later();
        scene.asked(1);
        scene.reportStep();
        assertThat(scene.pullRequest().commentsBy(Scene.BOT)).hasSize(1);
        assertThat(answer()).contains("**queued**", "[run 2]", "earlier runs", "- error", "[run 1]");
    }

    @Test
    void every_comment_that_asked_gets_its_reaction_and_the_one_comment_names_them() {
        var first = scene.says("maya", "!testme");
        var second = scene.says("olga", "!testme");
        scene.decided(first);
        scene.decided(second);
        scene.reportStep();
        assertThat(first.reactions()).containsExactly("eyes");
        assertThat(second.reactions()).containsExactly("eyes");
        assertThat(answer()).contains("<!-- cc-ci run 1 for comment " + first.id() + " " + second.id() + " -->");
    }

    @Test
    void a_refusal_is_a_comment_of_its_own_and_is_written_once() {
        var asked = scene.says("nils", "!testme");
        scene.decided(asked);
        scene.reportStep();
        scene.reportStep();
        assertThat(scene.pullRequest().commentsBy(Scene.BOT)).hasSize(1);
        assertThat(answer()).contains("only members of");
        assertThat(asked.reactions()).containsExactly("confused");
    }

    @Test
    void the_comment_is_edited_no_more_than_once_in_ten_seconds_and_the_last_state_always_comes() {
        scene.asked(1);
        scene.reportStep();
        scene.launchStep();
        scene.reportStep();
        assertThat(answer()).contains("**queued**");
        die(1);
        scene.clock().forward(Scene.BETWEEN_EDITS.minusSeconds(1));
        scene.reportStep();
        assertThat(answer()).contains("**queued**");
        scene.clock().forward(Duration.ofSeconds(1));
        scene.reportStep();
        assertThat(answer()).contains("**error**");
        assertThat(requests("PATCH", "/comments/")).isEqualTo(1);
        assertThat(scene.ledger().conversations().unreported()).isZero();
    }

    @Test
    void nothing_is_sent_as_long_as_nothing_changes() {
        scene.asked(1);
        scene.reportStep();
        var before = scene.gitea().requests().size();
        later();
        scene.reportStep();
        assertThat(scene.gitea().requests()).hasSize(before);
    }

    @Test
    void a_comment_that_somebody_deleted_is_posted_again() {
        scene.asked(1);
        scene.reportStep();
        scene.pullRequest().commentsBy(Scene.BOT).get(0).delete();
        scene.launchStep();
        later();
        scene.reportStep();
        assertThat(answer()).contains("**running**");
        assertThat(scene.pullRequest().commentsBy(Scene.BOT)).hasSize(1);
    }

    @Test
    void a_comment_that_was_posted_but_not_written_down_is_found_by_its_marker() {
        scene.asked(1);
        scene.gitea().whenAsked("POST", "/issues/1/comments$").once().hangsUpAfterwards();
        assertThatThrownBy(scene::reportStep).isInstanceOf(ForgeUnavailable.class);
        scene.launchStep();
        scene.reportStep();
        assertThat(answer()).contains("**running**");
        assertThat(scene.pullRequest().commentsBy(Scene.BOT)).hasSize(1);
    }

    @Test
    void somebody_elses_comment_with_the_marker_is_not_taken_for_ours() {
        scene.says("nils", "<!-- cc-ci pull request 1 -->\nall is well");
        scene.asked(1);
        scene.reportStep();
        assertThat(scene.pullRequest().commentsBy("nils").get(0).body()).contains("all is well");
        assertThat(answer()).contains("**queued**");
    }

    @Test
    void the_last_state_arrives_after_the_forge_was_dead_for_hours() {
        var run = scene.asked(1);
        scene.reportStep();
        scene.gitea().down();
        scene.launchStep();
        scene.engine().shows(run.id(), new Sighting.Died("it died"));
        scene.watchStep();
        scene.clock().forward(Duration.ofHours(9));
        assertThatThrownBy(scene::reportStep).isInstanceOf(ForgeUnavailable.class);
        scene.gitea().up();
        scene.reportStep();
        scene.reportStep();
        assertThat(answer()).contains("**error**", "it died");
        assertThat(scene.pullRequest().status("cc-ci/testme").orElseThrow().state())
                .isEqualTo("error");
        assertThat(scene.ledger().conversations().unreported()).isZero();
        assertThat(scene.ledger().reports().unsettled()).isZero();
    }

    @Test
    void a_forge_that_refuses_the_comment_for_days_is_not_asked_for_ever() {
        scene.asked(1);
        scene.gitea().repository(Scene.RECIPE.toString()).archived();
        assertThatThrownBy(scene::reportStep).isInstanceOf(ForgeRefused.class);
        die(1);
        assertThatThrownBy(scene::reportStep).isInstanceOf(ForgeRefused.class);
        scene.clock().forward(ConversationPublisher.GIVES_UP_AFTER.plusHours(1));
        scene.reportStep();
        assertThat(scene.ledger().conversations().unreported()).isZero();
    }

    @Test
    void the_status_follows_the_run_and_names_its_page() {
        scene.asked(1);
        scene.reportStep();
        assertThat(scene.pullRequest().status("cc-ci/testme").orElseThrow()).satisfies(status -> {
            assertThat(status.state()).isEqualTo("pending");
            assertThat(status.targetUrl()).isEqualTo("https://ci.example.org/runs/1");
        });
        die(1);
        scene.reportStep();
        assertThat(scene.pullRequest().status("cc-ci/testme").orElseThrow().state())
                .isEqualTo("error");
    }

    @Test
    void the_late_end_of_an_older_run_does_not_cover_the_status_of_a_newer_one_of_the_same_commit() {
        scene.asked(1);
        die(1);
        scene.asked(1);
        scene.reportStep();
        assertThat(scene.pullRequest().statuses("cc-ci/testme"))
                .extracting(status -> status.state())
                .containsExactly("pending");
    }

    @Test
    void a_status_that_the_bot_may_not_set_is_left_out_and_health_says_so() {
        scene.gitea().repository(Scene.RECIPE.toString()).readOnlyFor(Scene.BOT);
        scene.asked(1);
        scene.reportStep();
        assertThat(scene.standing().remarks()).singleElement().asString().contains("may not set commit statuses");
        assertThat(scene.standing().problems()).isEmpty();
        assertThat(answer()).contains("**queued**");
        assertThat(requests("POST", "/statuses/")).isEqualTo(1);
    }

    private void die(int run) {
        scene.launchStep();
        scene.engine().shows(new coop.ccci.contract.RunId(run), new Sighting.Died("it died"));
        scene.watchStep();
    }

    private void later() {
        scene.clock().forward(Duration.ofMinutes(1));
    }

    private String answer() {
        var answers = scene.pullRequest().commentsBy(Scene.BOT);
        return answers.get(answers.size() - 1).body();
    }

    private long requests(String method, String path) {
        List<FakeRequest> requests = scene.gitea().requests();
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().contains(path))
                .count();
    }
}
