package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Commit;
import coop.ccci.contract.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a run in each state that Drone and a harness can be in. */
class DroneObservationTest extends DroneEngineFixture {
    @Test
    void a_run_that_drone_knows_nothing_of_is_absent() {
        drone.othersBuild(30);
        assertThat(engine.inspect(queued)).isInstanceOf(RunObservation.Absent.class);
    }

    @Test
    void a_run_is_found_again_among_many_builds_by_an_engine_that_remembers_nothing() {
        launch(queued);
        drone.othersBuild(250);
        assertThat(engine().inspect(queued)).isInstanceOf(RunObservation.Starting.class);
        drone.builds().get(0).starts();
        assertThat(engine().inspect(launched)).isInstanceOf(RunObservation.Running.class);
    }

    @Test
    void a_build_of_the_same_number_for_another_commit_is_another_ledgers() {
        var other = new Run(
                queued.id(),
                1,
                queued.origin(),
                queued.repository(),
                queued.pullRequest(),
                queued.recipe(),
                new Commit("b".repeat(40)),
                SOURCE,
                Optional.of("main"),
                "maya",
                4,
                "drone",
                Run.Mode.FULL,
                Run.State.QUEUED,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        launch(other);
        assertThat(engine.inspect(queued)).isInstanceOf(RunObservation.Absent.class);
    }

    @Test
    void a_run_that_was_never_launched_waits_for_a_drone_that_is_down() {
        drone.down();
        assertThatThrownBy(() -> engine.inspect(queued)).isInstanceOf(EngineUnavailableException.class);
        drone.up();
        assertThat(engine.inspect(queued)).isInstanceOf(RunObservation.Absent.class);
    }

    @Test
    void a_launched_run_goes_on_while_drone_is_down_but_not_for_ever() {
        launch(queued);
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        clock.forward(
                Duration.ofMinutes(65).plus(DroneEngine.LOST_BUILD_TIMEOUT).plusSeconds(1));
        assertThat(died(launched)).contains("could not be learnt in time", "cannot be reached");
    }

    @Test
    void a_harness_that_lives_needs_no_drone() {
        launch(queued);
        var harness = HarnessFixture.begins(runs, queued);
        var asked = drone.requests().size();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        assertThat(drone.requests()).hasSize(asked);
        drone.down();
        harness.ends(Verdict.PASSED);
        assertThat(engine.inspect(launched))
                .isInstanceOfSatisfying(
                        RunObservation.Finished.class,
                        finished -> assertThat(finished.results().verdict()).isEqualTo(Verdict.PASSED));
    }

    @Test
    void a_drone_that_is_restarted_in_mid_build_is_asked_on() {
        launch(queued);
        drone.newest().starts();
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        drone.up();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void a_build_killed_by_hand_is_over_when_its_harness_has_torn_down() {
        launch(queued);
        drone.newest().starts();
        var harness = HarnessFixture.begins(runs, queued);
        drone.newest().isCancelled();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        harness.ends(Verdict.CANCELLED);
        assertThat(stopped(launched)).satisfies(stopped -> {
            assertThat(stopped.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(ReasonTexts.describe(stopped.fault())).isEqualTo("its build 1 was cancelled in Drone");
            assertThat(stopped.results()).isPresent();
        });
    }

    @Test
    void a_build_killed_before_its_harness_began_is_over_after_a_moment_in_which_that_could_still_begin() {
        launch(queued);
        drone.newest().isCancelled();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Running.class);
        drone.newest().ago(DroneEngine.SETTLE_TIME.plusSeconds(1));
        assertThat(stopped(launched).verdict()).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void a_build_that_drone_ended_for_its_time_has_timed_out() {
        launch(queued);
        var harness = HarnessFixture.begins(runs, queued);
        drone.newest().starts().isTimedOutAfter(FakeDrone.timeout());
        harness.ends(Verdict.CANCELLED);
        assertThat(stopped(launched)).satisfies(stopped -> {
            assertThat(stopped.verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(ReasonTexts.describe(stopped.fault())).contains("after 60 minutes", "operators/cc-ci");
        });
    }

    @Test
    void a_harness_that_ended_of_itself_is_believed_when_drone_cannot_say_otherwise() {
        launch(queued);
        HarnessFixture.begins(runs, queued).ends(Verdict.CANCELLED);
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Finished.class);
    }

    @Test
    void a_harness_that_is_killed_leaves_a_run_that_died() {
        launch(queued);
        HarnessFixture.begins(runs, queued).dies();
        drone.newest().fails(137);
        assertThat(died(launched)).contains("died before it wrote its results");
    }

    @Test
    void a_build_that_succeeded_without_results_says_what_the_runner_must_share() {
        launch(queued);
        drone.newest().starts().succeeds();
        assertThat(died(launched)).contains("build 1 succeeded", "CCCI_RUNS_DIR must be the same folder");
    }

    @Test
    void a_build_that_failed_before_its_harness_began_says_where_to_read() {
        launch(queued);
        drone.newest().starts().fails(3);
        assertThat(died(launched)).contains("failed (exit code 3)", drone.url() + "/operators/cc-ci/1");
    }

    @Test
    void a_build_that_nobody_allowed_is_told() {
        launch(queued);
        drone.newest().isDeclined();
        assertThat(died(launched)).contains("ended as declined");
    }

    @Test
    void a_build_that_drone_has_lost_makes_its_run_absent() {
        assertThat(engine.inspect(launched)).isInstanceOf(RunObservation.Absent.class);
    }
}
