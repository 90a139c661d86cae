package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.report.ReasonTexts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admission withstands, by the rows of docs/security.md. */
class AdmissionSecurityTest {
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
    void row_1_a_stranger_on_a_pull_request_from_a_fork_is_refused_and_nothing_is_fetched() {
        fixture.pullRequest().from("nils");
        var trigger = fixture.decide(fixture.comment("nils", "!testme"));
        assertThat(trigger.state()).isEqualTo(Trigger.State.REFUSED);
        assertThat(fixture.answer(trigger)).contains("only members of recipe-maintainers");
        assertThat(fixture.gitea().requests())
                .extracting(FakeRequest::path)
                .noneMatch(path -> path.contains("/pulls/"));
    }

    @Nested
    class Row2HeadMoved {
        @Test
        void row_2_between_the_comment_and_admission_it_is_refused_with_comment_again() {
            var asked = fixture.comment("maya", "!testme");
            fixture.pullRequest().push();
            assertThat(fixture.answer(fixture.decide(asked))).contains("pushed after your comment", "again");
            assertThat(fixture.ledger().runs().newest(10)).isEmpty();
        }

        @Test
        void row_2_between_the_first_look_and_the_timeline_it_is_refused() {
            fixture.pullRequest().push();
            var asked = fixture.comment("maya", "!testme");
            fixture.gitea().whenAsked("GET", "/timeline$").once().fails(502);
            assertThatThrownBy(() -> fixture.decide(asked)).isInstanceOf(ForgeUnavailableException.class);
            fixture.pullRequest().forcePush();
            assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.REFUSED);
        }

        @Test
        void row_2_during_the_queue_the_run_may_not_begin_any_more() {
            var run = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
            assertThat(fixture.revalidation().objection(run)).isEmpty();
            fixture.pullRequest().push();
            assertThat(ReasonTexts.describe(
                            fixture.revalidation().objection(run).orElseThrow()))
                    .contains("pushed");
        }

        @Test
        void row_2_pushed_by_force_and_back_again_it_is_refused_all_the_same() {
            fixture.pullRequest().push();
            var seen = fixture.pullRequest().head();
            var asked = fixture.comment("maya", "!testme");
            fixture.pullRequest().forcePush();
            fixture.pullRequest().forcePush(seen.value());
            assertThat(fixture.pullRequest().head()).isEqualTo(seen);
            assertThat(fixture.answer(fixture.decide(asked))).contains("pushed after your comment");
        }

        @Test
        void row_2_pushed_by_force_before_the_comment_it_is_the_new_commit_that_is_tested() {
            fixture.pullRequest().push();
            fixture.pullRequest().forcePush();
            assertThat(fixture.run(fixture.decide(fixture.comment("maya", "!testme")))
                            .commit())
                    .isEqualTo(fixture.pullRequest().head());
        }
    }

    @Test
    void row_4_a_commit_that_is_the_head_is_tested_and_another_is_refused_with_the_head() {
        var head = fixture.pullRequest().head();
        var named =
                fixture.decide(fixture.comment("maya", "!testme " + head.value().substring(0, 7)));
        assertThat(fixture.run(named).commit()).isEqualTo(head);
        var other = fixture.decide(fixture.comment("maya", "!testme 0123abc"));
        assertThat(fixture.answer(other)).contains("`0123abc`", "!testme " + head.abbreviated());
        assertThat(fixture.ledger().runs().newest(10)).hasSize(1);
    }

    @Nested
    class Row5Edited {
        @Test
        void row_5_an_edited_comment_is_not_a_command() {
            var asked = fixture.comment("maya", "nice");
            fixture.clock().forward(Duration.ofMinutes(1));
            asked.edit("!testme");
            assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.IGNORED);
        }

        @Test
        void row_5_a_deleted_comment_is_not_a_command() {
            var asked = fixture.comment("maya", "!testme");
            asked.delete();
            assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.IGNORED);
        }

        @Test
        void row_5_a_comment_that_is_taken_back_while_its_run_waits_takes_the_run_back() {
            var asked = fixture.comment("maya", "!testme");
            var run = fixture.run(fixture.decide(asked));
            asked.delete();
            assertThat(ReasonTexts.describe(
                            fixture.revalidation().objection(run).orElseThrow()))
                    .contains("was deleted");
        }

        @Test
        void row_5_a_run_that_two_asked_for_goes_on_when_one_takes_it_back() {
            var asked = fixture.comment("maya", "!testme");
            var run = fixture.run(fixture.decide(asked));
            fixture.decide(fixture.comment("olga", "!testme"));
            asked.delete();
            assertThat(fixture.revalidation().objection(run)).isEmpty();
        }

        @Test
        void row_5_a_closed_pull_request_is_refused_with_what_to_do() {
            var asked = fixture.comment("maya", "!testme");
            fixture.pullRequest().close();
            assertThat(fixture.answer(fixture.decide(asked))).contains("closed");
        }

        @Test
        void row_5_a_merged_pull_request_is_refused() {
            fixture.pullRequest().merge();
            assertThat(fixture.answer(fixture.decide(fixture.comment("maya", "!testme"))))
                    .contains("closed");
        }

        @Test
        void row_5_a_comment_on_an_issue_is_not_a_command() {
            fixture.gitea().repository(LedgerFixture.RECIPE.toString()).issue(9);
            var asked = fixture.gitea()
                    .repository(LedgerFixture.RECIPE.toString())
                    .issue(9)
                    .comment("maya", "!testme");
            assertThat(fixture.decide(9, asked).state()).isEqualTo(Trigger.State.IGNORED);
        }
    }

    @Test
    void row_6_the_bot_does_not_answer_itself_even_where_it_is_a_member() {
        assertThat(fixture.decide(fixture.comment("cc-ci-bot", "!testme")).state())
                .isEqualTo(Trigger.State.IGNORED);
    }

    @Test
    void row_6_another_bot_is_not_answered_even_where_it_is_a_member() {
        fixture.gitea().organisation("recipe-maintainers").member("Renovate");
        assertThat(fixture.decide(fixture.comment("Renovate", "!testme")).state())
                .isEqualTo(Trigger.State.IGNORED);
        assertThat(fixture.decide(fixture.comment("Renovate", "!testme help")).state())
                .isEqualTo(Trigger.State.IGNORED);
    }

    @Test
    void row_7_a_name_that_changed_hands_is_a_stranger() {
        var asked = fixture.comment("maya", "!testme");
        fixture.gitea().whenAsked("GET", "/users/maya$").answers("{\"id\": 4711, \"login\": \"maya\"}");
        assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.REFUSED);
    }

    @Test
    void row_7_a_member_who_took_another_name_is_the_same_member() {
        var asked = fixture.comment("maya", "!testme");
        fixture.gitea().user("maya").renamedTo("maja");
        assertThat(fixture.decide(asked).state()).isEqualTo(Trigger.State.ADMITTED);
        assertThat(fixture.run(fixture.decide(asked)).authorId())
                .isEqualTo(fixture.gitea().user("maja").id());
    }

    @Test
    void row_7_somebody_on_the_allowlist_need_not_be_a_member_and_is_found_in_any_case_of_letters() {
        assertThat(fixture.decide(fixture.comment("Olga", "!testme")).state()).isEqualTo(Trigger.State.ADMITTED);
    }

    @Test
    void row_7_who_leaves_the_organisation_while_the_run_waits_takes_it_along() {
        var run = fixture.run(fixture.decide(fixture.comment("maya", "!testme")));
        fixture.gitea().organisation("recipe-maintainers").without("maya");
        assertThat(ReasonTexts.describe(fixture.revalidation().objection(run).orElseThrow()))
                .contains("left recipe-maintainers");
    }

    @Test
    void row_9_a_comment_from_before_the_ledger_is_not_run_whoever_delivers_it_again() {
        fixture.clock().back(Duration.ofDays(30));
        var old = fixture.comment("maya", "!testme");
        fixture.clock().forward(Duration.ofDays(30));
        assertThat(fixture.decide(old).state()).isEqualTo(Trigger.State.IGNORED);
    }

    @Test
    void row_19_a_person_a_repository_and_the_queue_have_limits() {
        for (var number = 1; number <= 3; number++) {
            assertThat(fixture.decide(number, on(number, "maya")).state()).isEqualTo(Trigger.State.ADMITTED);
        }
        assertThat(fixture.answer(fixture.decide(4, on(4, "maya")))).contains("you have 3 runs");
        assertThat(fixture.decide(4, on(4, "olga")).state()).isEqualTo(Trigger.State.ADMITTED);
        assertThat(fixture.answer(fixture.decide(5, on(5, "olga")))).contains("this repository has 4 runs");
    }

    @Test
    void row_19_a_flood_of_comments_gets_some_answers_and_then_silence() {
        for (var count = 0; count < Admission.MAX_ANSWERS; count++) {
            assertThat(fixture.decide(fixture.comment("nils", "!testme")).state())
                    .isEqualTo(Trigger.State.REFUSED);
        }
        assertThat(fixture.decide(fixture.comment("nils", "!testme")).state()).isEqualTo(Trigger.State.IGNORED);
        assertThat(fixture.decide(fixture.comment("maya", "!testme")).state()).isEqualTo(Trigger.State.ADMITTED);
        fixture.clock().forward(Duration.ofHours(2));
        assertThat(fixture.decide(fixture.comment("nils", "!testme")).state()).isEqualTo(Trigger.State.REFUSED);
    }

    private FakeComment on(int pullRequest, String author) {
        return fixture.pullRequest(pullRequest).comment(author, "!testme");
    }
}
