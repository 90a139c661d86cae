package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.DirectDoor;
import coop.ccci.bridge.forge.ForgeStanding;
import coop.ccci.bridge.forge.ForgeUnavailable;
import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerPlace;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Source;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.TriggerState;
import coop.ccci.bridge.ops.NotYet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final ForgeStanding standing = new ForgeStanding();
    private Ledger ledger;
    private Admission admission;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("recipe-tests/custom-html"));
        gitea.organisation("recipe-maintainers").member("maya").member("cc-ci-bot");
        gitea.user("nils");
        ledger = Ledger.open(new LedgerPlace("jdbc:h2:file:" + folder.resolve("ledger")), "forge", clock);
        var client = DirectDoor.to(gitea, gitea.user("cc-ci-bot").token(), standing, clock);
        var judge = new Judge(client, standing, Set.of(RECIPE), Set.of("olga"), folder.resolve("recipe-tests"));
        admission = new Admission(ledger, judge, gitea.url(), "local");
    }

    @AfterEach
    void stop() {
        ledger.close();
        gitea.close();
    }

    @Test
    void a_member_gets_a_run_of_the_commit_that_she_saw() {
        pullRequest().push();
        var trigger = admitted(comment("maya"));
        assertThat(trigger.state()).isEqualTo(TriggerState.ADMITTED);
        var run = run(trigger);
        assertThat(run.commit()).isEqualTo(pullRequest().head());
        assertThat(run.recipe()).hasToString("custom-html");
        assertThat(run.author()).isEqualTo("maya");
        assertThat(run.source()).hasToString(gitea.url() + "/recipe-maintainers/custom-html.git");
    }

    @Test
    void row_1_a_stranger_on_a_pull_request_from_a_fork_is_refused_and_nothing_is_fetched() {
        pullRequest().from("nils");
        var trigger = admitted(comment("nils"));
        assertThat(trigger.state()).isEqualTo(TriggerState.REFUSED);
        assertThat(trigger.reason().orElseThrow()).contains("only members of recipe-maintainers");
        assertThat(gitea.requests()).extracting(FakeRequest::path).noneMatch(path -> path.contains("/pulls/"));
    }

    @Test
    void row_2_a_push_after_the_comment_is_refused_with_comment_again() {
        var asked = comment("maya");
        pullRequest().push();
        assertThat(admitted(asked).reason().orElseThrow()).contains("pushed after your comment", "again");
    }

    @Test
    void row_2_a_push_between_the_first_look_and_the_timeline_is_refused() {
        pullRequest().push();
        var asked = comment("maya");
        gitea.whenAsked("GET", "/timeline$").once().fails(502);
        assertThatThrownBy(() -> admitted(asked)).isInstanceOf(ForgeUnavailable.class);
        pullRequest().forcePush();
        assertThat(admitted(asked).state()).isEqualTo(TriggerState.REFUSED);
    }

    @Test
    void row_3_an_admitted_comment_lends_no_trust_to_the_next_one() {
        admitted(comment("maya"));
        assertThat(admitted(comment("nils")).state()).isEqualTo(TriggerState.REFUSED);
    }

    @Test
    void row_5_an_edited_comment_is_not_a_command() {
        var asked = pullRequest().comment("maya", "nice");
        clock.forward(Duration.ofMinutes(1));
        asked.edit("!testme");
        assertThat(admitted(asked).state()).isEqualTo(TriggerState.IGNORED);
    }

    @Test
    void row_5_a_deleted_comment_is_not_a_command() {
        var asked = comment("maya");
        asked.delete();
        assertThat(admitted(asked).state()).isEqualTo(TriggerState.IGNORED);
    }

    @Test
    void row_5_a_closed_pull_request_is_refused_with_what_to_do() {
        var asked = comment("maya");
        pullRequest().close();
        assertThat(admitted(asked).reason().orElseThrow()).contains("closed");
    }

    @Test
    void row_5_a_comment_on_an_issue_is_not_a_command() {
        gitea.repository(RECIPE.toString()).issue(9);
        var asked = gitea.repository(RECIPE.toString()).issue(9).comment("maya", "!testme");
        assertThat(admitted(asked, 9).state()).isEqualTo(TriggerState.IGNORED);
    }

    @Test
    void row_6_the_bot_does_not_answer_itself() {
        assertThat(admitted(comment("cc-ci-bot")).state()).isEqualTo(TriggerState.IGNORED);
    }

    @Test
    void row_7_a_name_that_changed_hands_is_a_stranger() {
        var asked = comment("maya");
        gitea.whenAsked("GET", "/users/maya$").answers("{\"id\": 4711, \"login\": \"maya\"}");
        assertThat(admitted(asked).state()).isEqualTo(TriggerState.REFUSED);
    }

    @Test
    void row_7_somebody_on_the_allowlist_need_not_be_a_member() {
        assertThat(admitted(comment("Olga")).state()).isEqualTo(TriggerState.ADMITTED);
    }

    @Test
    void a_bot_that_is_not_in_the_organisation_admits_nobody_and_says_so() {
        var asked = comment("maya");
        gitea.organisation("recipe-maintainers").without("cc-ci-bot");
        assertThatThrownBy(() -> admitted(asked)).isInstanceOf(NotYet.class);
        assertThat(standing.problems()).anyMatch(problem -> problem.contains("not in the organisation"));
        gitea.organisation("recipe-maintainers").member("cc-ci-bot");
        assertThat(admitted(asked).state()).isEqualTo(TriggerState.ADMITTED);
        assertThat(standing.problems()).isEmpty();
    }

    @Test
    void a_recipe_without_a_folder_is_refused() throws IOException {
        Files.delete(folder.resolve("recipe-tests/custom-html"));
        assertThat(admitted(comment("maya")).reason().orElseThrow()).contains("not enrolled");
    }

    @Test
    void an_unknown_command_of_a_member_gets_one_helpful_sentence() {
        assertThat(admitted(pullRequest().comment("maya", "!testme harder"))
                        .reason()
                        .orElseThrow())
                .contains("only `!testme`");
    }

    @Test
    void an_unknown_command_of_a_stranger_gets_no_answer() {
        assertThat(admitted(pullRequest().comment("nils", "!testme harder")).state())
                .isEqualTo(TriggerState.IGNORED);
    }

    @Test
    void the_same_commit_asked_for_twice_is_one_run() {
        var first = admitted(comment("maya"));
        var second = admitted(comment("maya"));
        assertThat(second.run()).isEqualTo(first.run());
    }

    @Test
    void a_trigger_is_decided_once() {
        var asked = comment("maya");
        var first = admitted(asked);
        assertThat(admitted(asked)).isEqualTo(first);
        assertThat(ledger.runs().newest(10)).hasSize(1);
    }

    private FakePullRequest pullRequest() {
        return gitea.repository(RECIPE.toString()).pullRequest(1);
    }

    private FakeComment comment(String author) {
        return pullRequest().comment(author, "!testme");
    }

    private Trigger admitted(FakeComment comment) {
        return admitted(comment, 1);
    }

    /** Writes the comment down and has it decided, some seconds after it was written. */
    private Trigger admitted(FakeComment comment, int pullRequest) {
        clock.forward(Duration.ofSeconds(5));
        ledger.recordTrigger(new Comment(RECIPE, pullRequest, comment.id()), Source.WEBHOOK);
        var id = 0L;
        do {
            id++;
        } while (ledger.triggers().find(id).orElseThrow().comment().id() != comment.id());
        admission.admit(id);
        return ledger.triggers().find(id).orElseThrow();
    }

    private Run run(Trigger trigger) {
        return ledger.runs().find(trigger.run().orElseThrow()).orElseThrow();
    }
}
