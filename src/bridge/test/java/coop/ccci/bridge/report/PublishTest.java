package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.reason.EngineFault;
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

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_pull_request_has_one_comment_for_all_its_runs() {
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(answer()).contains("**queued** (0 ahead)", "[run 1]");
        die(1);
        later();
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(fixture.pullRequest().commentsBy(LedgerFixture.BOT)).hasSize(1);
        assertThat(answer()).contains("**queued**", "[run 2]", "earlier runs", "- error", "[run 1]");
    }

    @Test
    void every_comment_that_asked_gets_its_reaction_and_the_one_comment_names_them() {
        var first = fixture.comment("maya", "!testme");
        var second = fixture.comment("olga", "!testme");
        fixture.decide(first);
        fixture.decide(second);
        fixture.reportStep();
        assertThat(first.reactions()).containsExactly("eyes");
        assertThat(second.reactions()).containsExactly("eyes");
        assertThat(answer()).contains("<!-- cc-ci run 1 for comment " + first.id() + " " + second.id() + " -->");
    }

    @Test
    void a_refusal_is_a_comment_of_its_own_and_is_written_once() {
        var asked = fixture.comment("nils", "!testme");
        fixture.decide(asked);
        fixture.reportStep();
        fixture.reportStep();
        assertThat(fixture.pullRequest().commentsBy(LedgerFixture.BOT)).hasSize(1);
        assertThat(answer()).contains("only members of");
        assertThat(asked.reactions()).containsExactly("confused");
    }

    @Test
    void the_comment_is_edited_no_more_than_once_in_ten_seconds_and_the_last_state_always_comes() {
        fixture.requestRun(1);
        fixture.reportStep();
        fixture.launchStep();
        fixture.reportStep();
        assertThat(answer()).contains("**queued**");
        die(1);
        fixture.clock().forward(LedgerFixture.BETWEEN_EDITS.minusSeconds(1));
        fixture.reportStep();
        assertThat(answer()).contains("**queued**");
        fixture.clock().forward(Duration.ofSeconds(1));
        fixture.reportStep();
        assertThat(answer()).contains("**error**");
        assertThat(requests("PATCH", "/comments/")).isEqualTo(1);
        assertThat(fixture.ledger().pullRequestComments().unreported()).isZero();
    }

    @Test
    void nothing_is_sent_as_long_as_nothing_changes() {
        fixture.requestRun(1);
        fixture.reportStep();
        var before = fixture.gitea().requests().size();
        later();
        fixture.reportStep();
        assertThat(fixture.gitea().requests()).hasSize(before);
    }

    @Test
    void a_comment_that_somebody_deleted_is_posted_again() {
        fixture.requestRun(1);
        fixture.reportStep();
        fixture.pullRequest().commentsBy(LedgerFixture.BOT).get(0).delete();
        fixture.launchStep();
        later();
        fixture.reportStep();
        assertThat(answer()).contains("**running**");
        assertThat(fixture.pullRequest().commentsBy(LedgerFixture.BOT)).hasSize(1);
    }

    @Test
    void a_comment_that_was_posted_but_not_written_down_is_found_by_its_marker() {
        fixture.requestRun(1);
        fixture.gitea().whenAsked("POST", "/issues/1/comments$").once().hangsUpAfterwards();
        assertThatThrownBy(fixture::reportStep).isInstanceOf(ForgeUnavailableException.class);
        fixture.launchStep();
        later();
        fixture.reportStep();
        assertThat(answer()).contains("**running**");
        assertThat(fixture.pullRequest().commentsBy(LedgerFixture.BOT)).hasSize(1);
    }

    @Test
    void somebody_elses_comment_with_the_marker_is_not_taken_for_ours() {
        fixture.comment("nils", "<!-- cc-ci pull request 1 -->\nall is well");
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(fixture.pullRequest().commentsBy("nils").get(0).body()).contains("all is well");
        assertThat(answer()).contains("**queued**");
    }

    @Test
    void the_last_state_arrives_after_the_forge_was_dead_for_hours() {
        var run = fixture.requestRun(1);
        fixture.reportStep();
        fixture.gitea().down();
        fixture.launchStep();
        fixture.engine().shows(run.id(), new RunObservation.Died(new EngineFault.UnusableResults("it died")));
        fixture.watchStep();
        fixture.clock().forward(Duration.ofHours(9));
        assertThatThrownBy(fixture::reportStep).isInstanceOf(ForgeUnavailableException.class);
        fixture.gitea().up();
        later();
        fixture.reportStep();
        fixture.reportStep();
        assertThat(answer()).contains("**error**", "it died");
        assertThat(fixture.pullRequest().status("cc-ci/testme").orElseThrow().state())
                .isEqualTo("error");
        assertThat(fixture.ledger().pullRequestComments().unreported()).isZero();
        assertThat(fixture.ledger().reports().unsettled()).isZero();
    }

    @Test
    void a_forge_that_refuses_the_comment_for_days_is_not_asked_for_ever() {
        fixture.requestRun(1);
        fixture.gitea().repository(LedgerFixture.RECIPE.toString()).archived();
        assertThatThrownBy(fixture::reportStep).isInstanceOf(ForgeRefusedException.class);
        die(1);
        later();
        assertThatThrownBy(fixture::reportStep).isInstanceOf(ForgeRefusedException.class);
        fixture.clock().forward(VerdictComment.GIVE_UP_AFTER.plusHours(1));
        fixture.reportStep();
        assertThat(fixture.ledger().pullRequestComments().unreported()).isZero();
        later();
        fixture.reportStep();
    }

    @Test
    void the_status_follows_the_run_and_names_its_page() {
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(fixture.pullRequest().status("cc-ci/testme").orElseThrow()).satisfies(status -> {
            assertThat(status.state()).isEqualTo("pending");
            assertThat(status.targetUrl()).isEqualTo("https://ci.example.org/runs/1");
        });
        die(1);
        fixture.reportStep();
        assertThat(fixture.pullRequest().status("cc-ci/testme").orElseThrow().state())
                .isEqualTo("error");
    }

    @Test
    void the_late_end_of_an_older_run_does_not_cover_the_status_of_a_newer_one_of_the_same_commit() {
        fixture.requestRun(1);
        die(1);
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(fixture.pullRequest().statuses("cc-ci/testme"))
                .extracting(status -> status.state())
                .containsExactly("pending");
    }

    @Test
    void a_status_that_the_bot_may_not_set_is_left_out_and_health_says_so() {
        fixture.gitea().repository(LedgerFixture.RECIPE.toString()).readOnlyFor(LedgerFixture.BOT);
        fixture.requestRun(1);
        fixture.reportStep();
        assertThat(fixture.health().remarks()).singleElement().asString().contains("may not set commit statuses");
        assertThat(fixture.health().problems()).isEmpty();
        assertThat(answer()).contains("**queued**");
        assertThat(requests("POST", "/statuses/")).isEqualTo(1);
    }

    private void die(int run) {
        fixture.launchStep();
        fixture.engine()
                .shows(
                        new coop.ccci.contract.RunId(run),
                        new RunObservation.Died(new EngineFault.UnusableResults("it died")));
        fixture.watchStep();
    }

    private void later() {
        fixture.clock().forward(Duration.ofMinutes(1));
    }

    private String answer() {
        var answers = fixture.pullRequest().commentsBy(LedgerFixture.BOT);
        return answers.get(answers.size() - 1).body();
    }

    private long requests(String method, String path) {
        List<FakeRequest> requests = fixture.gitea().requests();
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().contains(path))
                .count();
    }
}
