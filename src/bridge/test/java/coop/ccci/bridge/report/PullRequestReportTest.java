package coop.ccci.bridge.report;

import static coop.ccci.bridge.report.RunBuilder.COMMIT;
import static coop.ccci.bridge.report.RunBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.report.VerdictComment.PullRequestReport;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PullRequestReportTest {
    private static final RunId RUN = new RunId(7);
    private static final String MARKER = "<!-- cc-ci pull request 1 -->\n";

    @Test
    void a_queued_run_says_how_many_are_before_it() {
        assertThat(text(new RunBuilder().run(), List.of(), 2)).contains("**queued** (2 ahead)");
    }

    @Test
    void a_run_that_passed_shows_its_level_and_every_tier() {
        var results = results(Verdict.PASSED, TierStatus.PASS, Optional.empty());
        assertGolden("passed", new RunBuilder().ended(results).run());
    }

    @Test
    void what_was_deployed_first_and_what_lint_said_are_shown() {
        var base = new Results.Base(Results.Base.Kind.LAST_GREEN, "1.2.0+1.27.3", "it passed every tier");
        var rule = new Results.Lint.Rule("R014", "only annotated tags", "error", false, false);
        var lint = new Results.Lint(RungStatus.FAIL, Optional.of("R014 | only annotated tags"), List.of(rule));
        var results = RunBuilder.results(
                RUN, NOW, Verdict.PASSED, TierStatus.PASS, Optional.empty(), Optional.of(base), Optional.of(lint));
        assertGolden("base-and-lint", new RunBuilder().ended(results).run());
    }

    @Test
    void a_run_that_took_a_picture_shows_it_below_everything_and_leads_to_the_run() {
        var failure = new Results.Failure("functional", "/ has not the title", List.of("it is <b>"));
        var results = pictured(results(Verdict.FAILED, TierStatus.FAIL, Optional.of(failure)));
        assertGolden("pictured", new RunBuilder().ended(results).run());
    }

    @Test
    void a_run_with_a_card_shows_that_in_place_of_its_picture() {
        var results = pictured(results(Verdict.PASSED, TierStatus.PASS, Optional.empty()));
        var carded = ContractJson.results(
                ContractJson.text(results).replaceFirst("\"flags\"", "\"summary\": \"summary.png\", \"flags\""));

        assertThat(text(new RunBuilder().ended(carded).run(), List.of(), 0))
                .endsWith(
                        "\n[![custom-html: passed, level 1 of 5, in run 7](https://ci.example.org/runs/7/summary.png)]"
                                + "(https://ci.example.org/runs/7)\n")
                .doesNotContain("screenshot.png");
    }

    @Test
    void a_run_of_two_apps_says_which_one_failed_once_and_what_else_is_worth_knowing() {
        var message = "the services are those of another commit than " + COMMIT;
        var failure = new Results.Failure("install", message, List.of());
        var run = results(Verdict.FAILED, TierStatus.FAIL, Optional.of(failure));
        var notes = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> "note " + number + " of " + COMMIT + " `![x](http://evil)` | @owners")
                .toList();
        assertGolden("two-apps", new RunBuilder().ended(ofTwoApps(run, notes)).run());
    }

    @Test
    void an_error_names_no_folder_of_the_server() {
        var failure = new Results.Failure("fetch", "cannot write /var/lib/cc-ci/runs/7/abra: no space", List.of());
        var results = results(Verdict.ERROR, TierStatus.SKIP, Optional.of(failure));
        assertThat(text(new RunBuilder().ended(results).run(), List.of(), 0))
                .contains("`cannot write abra: no space`")
                .doesNotContain("/var/lib");
    }

    @Test
    void a_run_without_a_verdict_about_the_recipe_says_so() {
        assertGolden(
                "error",
                new RunBuilder()
                        .ended(Verdict.ERROR, new RunReason.EngineFailed(new EngineFault.HarnessDied()))
                        .run());
    }

    @Test
    void a_run_that_took_too_long_says_so() {
        assertGolden(
                "timed-out",
                new RunBuilder()
                        .ended(Verdict.TIMED_OUT, new RunReason.DeadlinePassed())
                        .run());
    }

    @Test
    void a_run_that_is_being_ended_says_why() {
        var stop = new Run.Stop(Verdict.CANCELLED, new RunReason.CancelledBy("maya"), NOW, Optional.empty());
        assertGolden("stopping", new RunBuilder().running().stopping(stop).run());
    }

    @Test
    void a_run_that_was_cancelled_says_who_asked() {
        assertGolden(
                "cancelled",
                new RunBuilder()
                        .ended(Verdict.CANCELLED, new RunReason.CancelledBy("maya"))
                        .run());
    }

    @Test
    void a_quick_run_says_that_it_says_less() {
        assertGolden(
                "quick",
                new RunBuilder()
                        .quick()
                        .ended(results(Verdict.PASSED, TierStatus.PASS, Optional.empty()))
                        .run());
    }

    @Test
    void earlier_runs_are_folded_below_the_newest_and_their_verdicts_are_not_bold() {
        var newest = new RunBuilder().number(9).running().run();
        var superseded = new RunBuilder()
                .number(8)
                .ended(Verdict.SUPERSEDED, new RunReason.SupersededBy(COMMIT))
                .run();
        var passed = new RunBuilder()
                .number(7)
                .ended(pictured(results(Verdict.PASSED, TierStatus.PASS, Optional.empty())))
                .run();
        var report = PullRequestReport.of(
                List.of(newest, superseded, passed), List.of(), 0, List.of(55L, 57L), PullRequestReportTest::page);
        assertThat(report.text()).startsWith(MARKER + "<!-- cc-ci run 9 for comment 55 57 -->\n");
        assertThat(report.text()).doesNotContain("**passed**", "**superseded**");
        assertThat(report.over()).containsExactly(new RunId(8), new RunId(7));
        Golden.assertSame("earlier", report.text());
    }

    @Test
    void no_more_than_ten_earlier_runs_are_shown() {
        var runs = IntStream.iterate(30, number -> number - 1)
                .limit(20)
                .mapToObj(number -> new RunBuilder()
                        .number(number)
                        .ended(Verdict.ERROR, new RunReason.Text("why"))
                        .run())
                .toList();
        var text = PullRequestReport.of(runs, List.of(), 0, List.of(55L), PullRequestReportTest::page)
                .text();
        assertThat(text).contains("run 20]").doesNotContain("run 19]");
    }

    /** Whatever comes out of a run is seen as text and does nothing. */
    @Test
    void row_15_foreign_text_is_inert() {
        var nasty = List.of(
                "````` @recipe-maintainers/owners ```",
                "</details><img src=http://evil.example/x.png> ![x](http://evil.example/x.png)",
                "a|b|c \u001b[31mred\u001b[0m \u202Eback\u200B <!-- cc-ci run 1 -->",
                "<script>alert(1)</script>",
                "x".repeat(100_000));
        var text = String.join("\n", nasty.subList(0, 4));
        var failure = new Results.Failure("con`verge|", text, nasty);
        var lint = new Results.Lint(RungStatus.FAIL, Optional.of(text), List.of());
        var results = RunBuilder.results(
                RUN, NOW, Verdict.FAILED, TierStatus.FAIL, Optional.of(failure), Optional.empty(), Optional.of(lint));
        assertGolden("nasty", new RunBuilder().ended(results).run());
    }

    @Test
    void row_15_a_comment_is_never_longer_than_the_forge_takes() {
        var details = Collections.nCopies(500, "漢`".repeat(1000));
        var failure = new Results.Failure("converge", "漢".repeat(100_000), details);
        var results = results(Verdict.FAILED, TierStatus.FAIL, Optional.of(failure));
        var text = text(new RunBuilder().ended(results).run(), List.of(), 0);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(65_535);
    }

    @Test
    void row_15_what_somebody_named_in_a_reason_is_inert() {
        var stop = new Run.Stop(
                Verdict.CANCELLED,
                new RunReason.CancelledBy("@everybody </details> ![x](http://evil)"),
                NOW,
                Optional.empty());
        assertThat(text(new RunBuilder().running().stopping(stop).run(), List.of(), 0))
                .contains("`cancelled by @everybody </details> ![x](http://evil)`");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASSED"})
    void only_a_pass_looks_like_one(Verdict verdict) {
        var run = new RunBuilder().ended(verdict, new RunReason.Text("because")).run();
        assertThat(text(run, List.of(), 0)).doesNotContain("passed", "✅", "level");
    }

    /** As the harness writes it whose first app failed in its tier. */
    private static Results ofTwoApps(Results results, List<String> notes) {
        var tiers = results.tiers().stream()
                .map(tier -> new TierResult(
                        tier.tier(),
                        tier.status(),
                        tier.reason(),
                        tier.duration(),
                        tier.assertions().stream()
                                .map(assertion -> assertion.about(TestedApp.FRESH))
                                .toList()))
                .toList();
        return new Results(
                results.schema(),
                results.runId(),
                results.recipe(),
                results.commit(),
                results.source(),
                results.pullRequest(),
                Map.of(TestedApp.FRESH, "cust-a1b2c3.ci.localhost", TestedApp.UPGRADED, "cust-d4e5f6.ci.localhost"),
                results.base(),
                2,
                results.verdict(),
                results.level(),
                results.startedAt(),
                results.finishedAt(),
                tiers,
                results.rungs(),
                results.lint(),
                results.screenshot(),
                results.summary(),
                results.failure(),
                notes,
                results.flags(),
                results.timings(),
                List.of(),
                results.kept());
    }

    private static Results pictured(Results results) {
        var text =
                ContractJson.text(results).replaceFirst("\"flags\"", "\"screenshot\": \"screenshot.png\", \"flags\"");
        return ContractJson.results(text);
    }

    private static URI page(Run run) {
        return URI.create("https://ci.example.org/runs/" + run.id());
    }

    private static void assertGolden(String name, Run run) {
        Golden.assertSame(name, text(run, List.of(), 0));
    }

    private static String text(Run run, List<RunEvent> events, int ahead) {
        var report = PullRequestReport.of(List.of(run), events, ahead, List.of(55L), PullRequestReportTest::page);
        assertThat(report.text()).startsWith(MARKER + "<!-- cc-ci run 7 for comment 55 -->\n");
        assertThat(report.over()).isEqualTo(run.end().isPresent() ? List.of(run.id()) : List.of());
        return report.text();
    }

    private static Results results(Verdict verdict, TierStatus install, Optional<Results.Failure> failure) {
        return RunBuilder.results(RUN, NOW, verdict, install, failure, Optional.empty(), Optional.empty());
    }
}
