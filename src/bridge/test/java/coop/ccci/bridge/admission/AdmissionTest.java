package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.admission.Admission.RetryLaterException;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.ledger.Claims.Work;
import coop.ccci.bridge.ledger.Repositories.WatchedRepository;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    void a_member_gets_a_run_of_the_commit_that_she_saw() {
        fixture.pullRequest().push();
        var trigger = fixture.decide(fixture.comment("maya", "!testme"));
        assertThat(trigger.state()).isEqualTo(Trigger.State.ADMITTED);
        var run = fixture.run(trigger);
        assertThat(run.commit()).isEqualTo(fixture.pullRequest().head());
        assertThat(run.recipe()).hasToString("custom-html");
        assertThat(run.author()).isEqualTo("maya");
        assertThat(run.source()).hasToString(fixture.gitea().url() + "/recipe-maintainers/custom-html.git");
        assertThat(run.target()).as("the branch that it is for").contains("main");
    }

    @Test
    void the_text_of_a_review_asks_as_a_comment_does_and_gets_its_reaction() {
        var asked = fixture.pullRequest().review("maya", "!testme");
        assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.ADMITTED);
        fixture.reportStep();
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void a_review_that_was_edited_or_taken_back_is_left_alone() {
        var edited = fixture.pullRequest().review("maya", "looks good");
        fixture.clock().forward(Duration.ofMinutes(1));
        edited.edit("!testme");
        assertThat(fixture.decide(edited).reason()).contains(new TriggerReason.Ignored(IgnoreReason.EDITED));
        var gone = fixture.pullRequest().review("maya", "!testme");
        gone.delete();
        assertThat(fixture.decide(gone).reason()).contains(new TriggerReason.Ignored(IgnoreReason.DELETED));
    }

    @Test
    void a_fork_is_tested_when_a_member_asks_and_is_fetched_from_the_base_repository() {
        fixture.pullRequest().from("nils");
        var run = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        assertThat(run.source()).hasToString(fixture.gitea().url() + "/recipe-maintainers/custom-html.git");
        assertThat(run.pullRequest()).isEqualTo(1);
        assertThat(run.commit()).isEqualTo(fixture.pullRequest().head());
    }

    @Test
    void a_quick_run_is_asked_for_by_its_mode() {
        assertThat(fixture.run(fixture.decide(fixture.comment("maya", "!testme")))
                        .mode())
                .isEqualTo(Run.Mode.FULL);
        fixture.pullRequest().push();
        assertThat(fixture.run(fixture.decide(fixture.comment("maya", "!testme --quick")))
                        .mode())
                .isEqualTo(Run.Mode.QUICK);
    }

    @Test
    void a_bot_that_is_not_in_the_organisation_admits_nobody_and_says_so() {
        var asked = fixture.comment("maya", "!testme");
        fixture.gitea().organisation("recipe-maintainers").without("cc-ci-bot");
        assertThatThrownBy(() -> fixture.decide(asked)).isInstanceOf(RetryLaterException.class);
        assertThat(fixture.health().problems()).anyMatch(problem -> problem.contains("not in the organisation"));
        fixture.gitea().organisation("recipe-maintainers").member("cc-ci-bot");
        assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.ADMITTED);
        assertThat(fixture.health().problems()).isEmpty();
    }

    @Test
    void a_comment_that_cannot_be_decided_for_a_day_is_left_alone() {
        var asked = fixture.comment("maya", "!testme");
        fixture.gitea().whenAsked("GET", "/issues/comments/").fails(403);
        assertThatThrownBy(() -> fixture.decide(asked)).isInstanceOf(ForgeRefusedException.class);
        fixture.clock().forward(Duration.ofHours(25));
        assertThatThrownBy(() -> fixture.decide(asked)).isInstanceOf(ForgeRefusedException.class);
        var trigger = fixture.ledger().triggers().find(1).orElseThrow();
        assertThat(trigger.state()).isEqualTo(Trigger.State.IGNORED);
        assertThat(trigger.reason()).contains(new TriggerReason.Ignored(IgnoreReason.UNDECIDED));
        fixture.clock().forward(Duration.ofHours(1));
        fixture.admitStep();
    }

    @Test
    void an_organisation_that_was_renamed_still_admits_its_members() {
        var asked = fixture.comment("maya", "!testme");
        fixture.gitea().user("recipe-maintainers").renamedTo("recipe-people");
        var renamed = Repository.parse("recipe-people/custom-html");
        var id = fixture.gitea().repository(renamed.toString()).id();
        fixture.ledger().inTransaction(() -> fixture.ledger()
                .repositories()
                .record(new WatchedRepository(LedgerFixture.RECIPE, id, renamed)));
        var trigger = fixture.decide(asked);
        assertThat(trigger.state()).isEqualTo(Trigger.State.ADMITTED);
        assertThat(fixture.run(trigger).repository()).isEqualTo(LedgerFixture.RECIPE);
        assertThat(fixture.run(trigger).source()).asString().endsWith("/recipe-people/custom-html.git");
        assertThat(fixture.health().problems()).isEmpty();
    }

    @Test
    void a_recipe_without_a_folder_is_refused() {
        fixture.unenroll();
        assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!testme"))))
                .contains("not enrolled");
    }

    @Test
    void an_unknown_command_of_a_member_gets_one_helpful_sentence() {
        assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!testme harder"))))
                .startsWith("Not run: I do not know `harder`. ")
                .contains("`!testme help`")
                .endsWith("```text\n!testme\n```");
        assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!testme quick"))))
                .endsWith("```text\n!testme --quick\n```");
        assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!Testme."))))
                .startsWith("Not run: I do not know `!Testme.`. Did you mean this?")
                .endsWith("```text\n!testme\n```");
    }

    @Test
    void help_is_for_members() {
        var helped = fixture.decide(fixture.comment("maya", "!testme help"));
        assertThat(helped.state()).isEqualTo(Trigger.State.ANSWERED);
        assertThat(fixture.answer(helped)).contains("!testme --quick", "!testme cancel");
        assertThat(fixture.ledger().runs().newest(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!testme harder", "!testme help", "!testme cancel"})
    void a_stranger_who_asks_for_something_else_gets_no_answer(String body) {
        fixture.decide(fixture.comment("maya", "!testme"));
        assertThat(fixture.decide(fixture.comment("nils", body)).state()).isEqualTo(Trigger.State.IGNORED);
        assertThat(fixture.ledger().runs().newest(10).get(0).stop()).isEmpty();
    }

    @Test
    void cancel_asks_every_run_of_the_pull_request_to_end_and_no_other() {
        var other = fixture.gitea()
                .repository(LedgerFixture.RECIPE.toString())
                .pullRequest(2)
                .comment("maya", "!testme");
        var mine = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        var others = fixture.run(fixture.decide(2, other));
        var cancelled = fixture.decide(fixture.comment("olga", "!testme cancel"));
        assertThat(cancelled.state()).isEqualTo(Trigger.State.ANSWERED);
        assertThat(stop(mine).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(ReasonTexts.describe(stop(mine).reason())).isEqualTo("cancelled by olga");
        assertThat(fixture.ledger().runs().find(others.id()).orElseThrow().stop())
                .isEmpty();
    }

    @Test
    void cancel_without_a_run_says_so() {
        assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!testme cancel"))))
                .contains("Nothing to cancel");
    }

    @Test
    void a_newer_commit_supersedes_the_run_of_the_older_one() {
        var older = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        var head = fixture.pullRequest().push();
        var newer = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        assertThat(stop(older).verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(ReasonTexts.describe(stop(older).reason())).contains(head.abbreviated());
        assertThat(newer.stop()).isEmpty();
    }

    @Test
    void the_same_commit_asked_for_twice_is_one_run_and_asked_for_afterwards_a_new_one() {
        var first = fixture.decide(fixture.comment("maya", "!testme"));
        var second = fixture.decide(fixture.comment("olga", "!testme"));
        assertThat(second.run()).isEqualTo(first.run());
        finish(fixture.run(first));
        assertThat(fixture.decide(fixture.comment("maya", "!testme")).run()).isNotEqualTo(first.run());
    }

    @Test
    void a_full_run_answers_for_a_quick_one_but_not_the_other_way_round() {
        var quick = fixture.run(fixture.decide(fixture.comment("maya", "!testme --quick")));
        var full = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        assertThat(full.id()).isNotEqualTo(quick.id());
        assertThat(fixture.ledger().runs().find(quick.id()).orElseThrow().stop())
                .isEmpty();
        finish(quick);
        assertThat(fixture.decide(fixture.comment("maya", "!testme --quick")).run())
                .contains(full.id());
    }

    @Test
    void a_run_that_is_being_cancelled_does_not_stand_for_a_new_comment() {
        var first = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        fixture.decide(fixture.comment("maya", "!testme cancel"));
        assertThat(fixture.decide(fixture.comment("maya", "!testme")).run()).isNotEqualTo(Optional.of(first.id()));
    }

    @Test
    void a_newer_commit_is_taken_at_the_limit_because_it_replaces_a_run() {
        for (var number = 1; number <= 3; number++) {
            fixture.decide(number, on(number, "maya"));
        }
        fixture.pullRequest().push();
        assertThat(fixture.decide(fixture.comment("maya", "!testme")).state()).isEqualTo(Trigger.State.ADMITTED);
    }

    @Test
    void a_trigger_is_decided_once() {
        var asked = fixture.comment("maya", "!testme");
        var first = fixture.decide(asked);
        assertThat(fixture.decide(asked)).isEqualTo(first);
        assertThat(fixture.ledger().runs().newest(10)).hasSize(1);
    }

    private FakeComment on(int pullRequest, String author) {
        return fixture.pullRequest(pullRequest).comment(author, "!testme");
    }

    private Run.Stop stop(Run run) {
        return fixture.reload(run).stop().orElseThrow();
    }

    private void finish(Run run) {
        var end = new Run.End(
                Verdict.PASSED,
                1,
                Optional.empty(),
                Optional.empty(),
                fixture.clock().instant());
        var claim = fixture.ledger()
                .claims()
                .take(Work.QUEUED_RUN, Map.of("id", run.id().value()));
        fixture.ledger().queue().finished(claim.orElseThrow(), end);
    }
}
