package coop.ccci.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Commit;
import coop.ccci.contract.Results;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWatchTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

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
    void a_run_that_its_engine_forgot_is_launched_again() {
        var run = running();
        fixture.engine().forgets(run.id());
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "launch 1");
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.reload(run).launch().orElseThrow().times()).isEqualTo(2);
    }

    @Test
    void a_run_that_never_shows_itself_is_launched_three_times_and_is_then_an_error() {
        fixture.engine().dropsLaunches();
        var run = running();
        fixture.watchStep();
        fixture.watchStep();
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "launch 1", "launch 1");
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("did not start", "console.txt");
    }

    @Test
    void a_run_that_was_forgotten_after_its_deadline_is_not_launched_again() {
        var run = running();
        fixture.engine().forgets(run.id());
        fixture.clock().forward(LedgerFixture.DEADLINE.plus(A_MOMENT));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
    }

    @Test
    void a_cancelled_run_is_asked_to_end_and_says_who_wanted_it() {
        var run = running();
        fixture.maya(1, "!testme cancel");
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "cancel 1");
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(ReasonTexts.explain(end(run))).contains("cancelled by maya");
    }

    @Test
    void a_superseded_run_is_asked_to_end_and_the_newer_one_follows() {
        var older = running();
        fixture.pullRequest().push();
        var newer = fixture.requestRun(1);
        fixture.launchStep();
        assertThat(fixture.reload(newer).state()).isEqualTo(Run.State.QUEUED);
        fixture.watchStep();
        fixture.watchStep();
        fixture.launchStep();
        assertThat(end(older).verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "cancel 1", "launch 2");
    }

    @Test
    void a_cancelled_run_that_the_engine_does_not_have_is_over() {
        var run = running();
        fixture.maya(1, "!testme cancel");
        fixture.engine().forgets(run.id());
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
    }

    @Test
    void a_run_over_its_deadline_is_asked_to_end_and_has_timed_out() {
        var run = running();
        fixture.clock().forward(LedgerFixture.DEADLINE);
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
        fixture.clock().forward(RunLifecycle.MAX_LOOK_DELAY);
        fixture.watchStep();
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "cancel 1");
        assertThat(end(run).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(ReasonTexts.explain(end(run))).contains("it did not finish before its deadline");
    }

    @Test
    void a_run_that_does_not_listen_is_asked_again_then_killed_then_given_up() {
        fixture.engine().ignoresStops();
        var run = running();
        fixture.maya(1, "!testme cancel");
        fixture.watchStep();
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "cancel 1");
        fixture.clock().forward(RunLifecycle.STOP_RETRY_DELAY.plus(A_MOMENT));
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "cancel 1", "cancel 1");
        fixture.clock().forward(RunLifecycle.STOP_TIMEOUT);
        fixture.watchStep();
        fixture.watchStep();
        assertThat(fixture.engine().asked()).endsWith("cancel 1", "kill 1");
        fixture.clock().forward(RunLifecycle.KILL_TIMEOUT);
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void a_run_that_is_killed_ends_as_what_it_was_asked_to_end_as() {
        fixture.engine().ignoresStops();
        var run = running();
        fixture.clock().forward(LedgerFixture.DEADLINE.plus(A_MOMENT));
        fixture.watchStep();
        fixture.clock().forward(RunLifecycle.STOP_TIMEOUT.plus(A_MOMENT));
        fixture.watchStep();
        fixture.engine().shows(run.id(), new RunObservation.Died(new EngineFault.UnusableResults("it was killed")));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(fixture.engine().asked()).endsWith("kill 1");
    }

    @Test
    void an_engine_that_cannot_be_asked_is_asked_later_but_not_for_ever() {
        var run = running();
        fixture.engine().fails(new IllegalStateException("no answer"));
        assertThatThrownBy(fixture::watchStep).hasMessage("no answer");
        fixture.clock().forward(LedgerFixture.DEADLINE);
        assertThatThrownBy(fixture::watchStep).hasMessage("no answer");
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        fixture.clock()
                .forward(RunLifecycle.STOP_TIMEOUT
                        .plus(RunLifecycle.KILL_TIMEOUT)
                        .plus(A_MOMENT));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("could not be asked", "no answer");
    }

    @Test
    void a_run_that_died_is_an_error_with_what_the_engine_says() {
        var run = running();
        fixture.engine().shows(run.id(), new RunObservation.Died(new EngineFault.HarnessDied()));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ReasonTexts.explain(end(run))).contains("the harness died before it wrote its results");
    }

    @Test
    void row_2_a_harness_that_cloned_another_commit_is_an_error_and_its_verdict_is_not_told() {
        var run = running();
        var other = new Commit("f".repeat(40));
        fixture.engine().finishes(run.id(), passed(run, other));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("tested ffffffff", "not what was asked for");
        assertThat(end(run).results()).isEmpty();
    }

    @Test
    void a_run_that_passed_before_it_heard_that_it_should_end_has_passed() {
        var run = running();
        fixture.maya(1, "!testme cancel");
        fixture.engine().finishes(run.id(), passed(run, run.commit()));
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(end(run).level()).isEqualTo(1);
    }

    @Test
    void results_that_were_written_before_the_run_was_asked_for_are_another_runs() {
        var run = running();
        fixture.clock().back(Duration.ofHours(1));
        var old = passed(run, run.commit());
        fixture.clock().forward(Duration.ofHours(1));
        fixture.engine().finishes(run.id(), old);
        fixture.watchStep();
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("of another run");
    }

    private Results passed(Run run, Commit commit) {
        var now = fixture.clock().instant();
        var install = new TierResult(
                Tier.INSTALL,
                TierStatus.PASS,
                Optional.empty(),
                Duration.ofSeconds(3),
                List.of(new TierResult.Assertion("answers", true, Optional.empty())));
        return new Results(
                Results.SCHEMA,
                run.id(),
                run.recipe(),
                Optional.of(commit),
                run.source().toString(),
                Optional.of(run.pullRequest()),
                Map.of(),
                Optional.empty(),
                1,
                Verdict.PASSED,
                1,
                now,
                now,
                List.of(install),
                Map.of(Rung.INSTALL, RungStatus.PASS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Results.Flags(true, true),
                new Results.Timings(Duration.ofSeconds(4), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of());
    }

    private Run running() {
        var run = fixture.requestRun(1);
        fixture.launchStep();
        return fixture.reload(run);
    }

    private Run.End end(Run run) {
        return fixture.reload(run).end().orElseThrow();
    }
}
