package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.Reasons;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.report.AnswerPublisher.TriggerReport;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerReportTest {
    private static final URI PAGE = URI.create("https://ci.example.org/runs/7");

    @Test
    void a_refusal_says_why_and_what_to_do() {
        var sentences = new StringBuilder();
        for (var refusal : Reasons.OF_REFUSALS) {
            var reason = new TriggerReason.Refused(refusal);
            var report = TriggerReport.of(decided(Trigger.State.REFUSED, Optional.of(reason)));
            assertThat(report.isLast()).isTrue();
            assertThat(report.status()).isEmpty();
            assertThat(report.reaction()).isEqualTo("confused");
            assertThat(report.answer().orElseThrow()).startsWith(report.marker());
            sentences.append(report.answer().orElseThrow()).append('\n');
        }
        Golden.assertSame("refusals", sentences.toString());
    }

    @Test
    void row_15_a_word_that_is_not_known_is_inert() {
        var word = "`</details>@owners<img/src=x>![x](http://evil)\u202E";
        var sentence = CommentTexts.describe(new Refusal.UnknownCommand(word, Optional.empty()));
        assertThat(sentence).contains("`` `</details>@owners<img/src=x>![x](http://evil) ``");
    }

    @Test
    void why_a_run_that_waited_does_not_begin_is_said_for_every_reason() {
        var sentences = Stream.concat(
                        Reasons.OF_REFUSALS.stream().map(Revalidation::reason),
                        Stream.of(IgnoreReason.values()).map(RunReason.CommentWithdrawn::new))
                .map(ReasonTexts::describe)
                .toList();
        Golden.assertSame("no-longer", String.join("\n", sentences) + "\n");
    }

    @Test
    void a_cancel_that_worked_needs_no_words() {
        var report = TriggerReport.of(decided(Trigger.State.ANSWERED, Optional.empty()));
        assertThat(report.answer()).isEmpty();
        assertThat(report.reaction()).isEqualTo("eyes");
    }

    @Test
    void a_second_comment_for_the_same_run_gets_a_reaction_only() {
        var report = TriggerReport.of(asking(2), new RunBuilder().running().run(), true, PAGE);
        assertThat(report.answer()).isEmpty();
        assertThat(report.status()).isEmpty();
        assertThat(report.reaction()).isEqualTo("eyes");
        assertThat(report.isLast()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void only_a_pass_sets_the_status_success(Verdict verdict) {
        var run = new RunBuilder().ended(verdict, new RunReason.Text("because")).run();
        var status = TriggerReport.of(asking(1), run, true, PAGE).status().orElseThrow();
        assertThat(status.state().equals("success")).isEqualTo(verdict == Verdict.PASSED);
        assertThat(status.target()).isEqualTo(PAGE);
    }

    @Test
    void an_older_run_does_not_set_the_status_of_a_commit_that_has_a_newer_one() {
        var run = new RunBuilder().ended(Verdict.PASSED, new RunReason.Text("")).run();
        assertThat(TriggerReport.of(asking(1), run, false, PAGE).status()).isEmpty();
    }

    @Test
    void a_run_that_is_not_over_is_pending() {
        for (Run run : List.of(
                new RunBuilder().run(), new RunBuilder().running().quick().run())) {
            var report = TriggerReport.of(asking(1), run, true, PAGE);
            assertThat(report.status().orElseThrow().state()).isEqualTo("pending");
            assertThat(report.isLast()).isFalse();
        }
    }

    private static Trigger decided(Trigger.State state, Optional<TriggerReason> reason) {
        return trigger(1, state, reason, Optional.empty());
    }

    private static Trigger asking(long id) {
        return trigger(id, Trigger.State.ADMITTED, Optional.empty(), Optional.of(new RunId(7)));
    }

    private static Trigger trigger(long id, Trigger.State state, Optional<TriggerReason> reason, Optional<RunId> run) {
        return new Trigger(
                id,
                new Comment(RunBuilder.REPOSITORY, 1, 54 + id),
                Trigger.Channel.POLL,
                state,
                Optional.of("maya"),
                reason,
                run,
                RunBuilder.NOW,
                Optional.of(RunBuilder.NOW));
    }
}
