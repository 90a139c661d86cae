package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.bridge.ledger.Source;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.TriggerState;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Repository REPOSITORY = Repository.parse("recipe-maintainers/custom-html");
    private static final URI PAGE = URI.create("https://ci.example.org/runs/7");
    private static final Commit COMMIT = new Commit("0123456789abcdef0123456789abcdef01234567");

    @Test
    void a_queued_run_says_how_many_are_before_it() {
        assertGolden("queued", run(RunState.QUEUED, Optional.empty()), List.of(), 2, "pending");
    }

    @Test
    void a_running_run_shows_its_stages_as_they_finish() {
        var events = List.of(
                RunEvent.started(NOW, RunEvent.RUN),
                RunEvent.started(NOW, "fetch"),
                RunEvent.finished(NOW, "fetch", "pass", Duration.ofMillis(1234), Optional.empty()),
                RunEvent.started(NOW, "deploy"),
                RunEvent.note(NOW, "deploy", "waiting for app"));
        assertGolden("running", run(RunState.RUNNING, Optional.empty()), events, 0, "pending");
    }

    @Test
    void a_run_that_passed_shows_its_level_and_every_tier() {
        var results = results(Verdict.PASSED, TierStatus.PASS, Optional.empty());
        assertGolden("passed", finished(Verdict.PASSED, Optional.empty(), Optional.of(results)), "success");
    }

    @Test
    void a_run_that_failed_shows_the_first_failure_and_what_was_seen() {
        var failure = new Results.Failure(
                "converge",
                "service app has 0 of 1 tasks running",
                List.of("task app.1: failed, exit code 1", "app | cannot read /etc/app.conf"));
        var results = results(Verdict.FAILED, TierStatus.FAIL, Optional.of(failure));
        assertGolden("failed", finished(Verdict.FAILED, Optional.empty(), Optional.of(results)), "failure");
    }

    @Test
    void a_run_without_a_verdict_about_the_recipe_says_so() {
        var run =
                finished(Verdict.ERROR, Optional.of("the harness died before it wrote its results"), Optional.empty());
        assertGolden("error", run, "error");
    }

    @Test
    void a_run_that_took_too_long_says_so() {
        assertGolden("timed-out", finished(Verdict.TIMED_OUT, Optional.empty(), Optional.empty()), "error");
    }

    @Test
    void a_refusal_says_why_and_what_to_do() {
        var sentences = new StringBuilder();
        for (var refusal : List.of(
                new Refusal.NotAMember("recipe-maintainers"),
                new Refusal.NotEnrolled("custom-html"),
                new Refusal.Closed(),
                new Refusal.HeadMoved(),
                new Refusal.UnknownCommand())) {
            var report = Report.refused(refused(Texts.sentence(refusal)));
            assertThat(report.isLast()).isTrue();
            assertThat(report.status()).isEmpty();
            sentences.append(report.comment().orElseThrow()).append('\n');
        }
        Golden.assertSame("refusals", sentences.toString());
    }

    @Test
    void a_second_comment_for_the_same_run_gets_a_reaction_only() {
        var second = new Trigger(
                2,
                new Comment(REPOSITORY, 1, 56),
                Source.POLL,
                TriggerState.ADMITTED,
                Optional.of("maya"),
                Optional.empty(),
                Optional.of(new RunId(7)),
                NOW,
                Optional.of(NOW));
        var report = Report.of(second, run(RunState.RUNNING, Optional.empty()), List.of(), 0, PAGE);
        assertThat(report.comment()).isEmpty();
        assertThat(report.status()).isEmpty();
        assertThat(report.reaction()).isEqualTo("eyes");
    }

    /** Whatever comes out of a run is seen as text and does nothing. */
    @Test
    void foreign_text_is_inert() {
        var nasty = List.of(
                "````` @recipe-maintainers/owners ```",
                "</details><img src=http://evil.example/x.png> ![x](http://evil.example/x.png)",
                "a|b|c \u001b[31mred\u001b[0m \u202Eback\u200B <!-- cc-ci run 1 -->",
                "<script>alert(1)</script>",
                "x".repeat(100_000));
        var failure = new Results.Failure("con`verge|", String.join("\n", nasty.subList(0, 4)), nasty);
        var results = results(Verdict.FAILED, TierStatus.FAIL, Optional.of(failure));
        assertGolden("nasty", finished(Verdict.FAILED, Optional.empty(), Optional.of(results)), "failure");
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void only_a_pass_looks_like_one(Verdict verdict) {
        if (verdict == Verdict.PASSED) {
            return;
        }
        var run = finished(verdict, Optional.of("because"), Optional.empty());
        var report = Report.of(trigger(), run, List.of(), 0, PAGE);
        assertThat(report.comment().orElseThrow()).doesNotContain("passed", "✅", "level");
        assertThat(report.status().orElseThrow().state()).isNotEqualTo("success");
    }

    private static void assertGolden(String name, Run run, String state) {
        assertGolden(name, run, List.of(), 0, state);
    }

    private static void assertGolden(String name, Run run, List<RunEvent> events, int ahead, String state) {
        var report = Report.of(trigger(), run, events, ahead, PAGE);
        var status = report.status().orElseThrow();
        assertThat(report.comment().orElseThrow()).startsWith("<!-- cc-ci run 7 for comment 55 -->\n");
        assertThat(status.state()).isEqualTo(state);
        assertThat(report.isLast()).isEqualTo(run.end().isPresent());
        Golden.assertSame(
                name, report.comment().get() + "\nstatus " + status.state() + ": " + status.description() + "\n");
    }

    private static Trigger trigger() {
        return trigger(TriggerState.ADMITTED, Optional.empty());
    }

    private static Trigger refused(String reason) {
        return trigger(TriggerState.REFUSED, Optional.of(reason));
    }

    private static Trigger trigger(TriggerState state, Optional<String> reason) {
        return new Trigger(
                1,
                new Comment(REPOSITORY, 1, 55),
                Source.POLL,
                state,
                Optional.of("maya"),
                reason,
                state == TriggerState.ADMITTED ? Optional.of(new RunId(7)) : Optional.empty(),
                NOW,
                Optional.of(NOW));
    }

    private static Run finished(Verdict verdict, Optional<String> sentence, Optional<Results> results) {
        var level = results.map(Results::level).orElse(0);
        return run(RunState.FINISHED, Optional.of(new Run.End(verdict, level, sentence, results, NOW)));
    }

    private static Run run(RunState state, Optional<Run.End> end) {
        return new Run(
                new RunId(7),
                1,
                REPOSITORY,
                1,
                new RecipeName("custom-html"),
                COMMIT,
                URI.create("https://git.example.org/recipe-maintainers/custom-html.git"),
                "maya",
                "local",
                state,
                NOW,
                Optional.empty(),
                Optional.empty(),
                end);
    }

    private static Results results(Verdict verdict, TierStatus install, Optional<Results.Failure> failure) {
        var held = install == TierStatus.PASS;
        var tiers = new ArrayList<TierResult>();
        tiers.add(new TierResult(
                Tier.INSTALL,
                install,
                failure.map(Results.Failure::message),
                Duration.ofMillis(75_400),
                List.of(new Assertion("answers with 200", held, Optional.empty()))));
        for (var tier : List.of(Tier.UPGRADE, Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL)) {
            tiers.add(new TierResult(tier, TierStatus.SKIP, Optional.of("not verified"), Duration.ZERO, List.of()));
        }
        return new Results(
                Results.SCHEMA,
                new RunId(7),
                new RecipeName("custom-html"),
                Optional.of(COMMIT),
                "https://git.example.org/recipe-maintainers/custom-html.git",
                Optional.of(1),
                Optional.empty(),
                Optional.empty(),
                1,
                verdict,
                held ? 1 : 0,
                NOW,
                NOW,
                tiers,
                Map.of(Rung.INSTALL, held ? RungStatus.PASS : RungStatus.FAIL),
                Optional.empty(),
                failure,
                new Results.Flags(true, true),
                new Results.Timings(Duration.ofSeconds(80), Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
}
