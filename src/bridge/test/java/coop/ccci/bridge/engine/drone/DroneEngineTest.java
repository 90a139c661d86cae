package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Secret;
import coop.ccci.bridge.engine.Engine.CannotLaunch;
import coop.ccci.bridge.engine.EngineUnavailable;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.fake.FakeDrone.Pipelines;
import coop.ccci.bridge.ledger.Mode;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run in each state that Drone and a harness can be in. */
class DroneEngineTest {
    private static final URI SOURCE = URI.create("https://git.example.org/recipe-maintainers/custom-html.git");

    private final FakeDrone drone = FakeDrone.start();
    private final TestClock clock = new TestClock(Instant.now());
    private final Run queued = queued(7, SOURCE);
    private final Run launched = launched(queued);

    @TempDir
    private Path runs;

    private DroneEngine engine;

    @BeforeEach
    void begin() {
        engine = engine();
    }

    @AfterEach
    void end() {
        drone.close();
    }

    @Test
    void a_build_is_told_the_five_values_of_its_run_and_nothing_else() {
        engine.launch(queued);
        assertThat(drone.newest().parameters())
                .isEqualTo(Map.of(
                        "RECIPE", "custom-html",
                        "REF", "a".repeat(40),
                        "PR", "3",
                        "SRC", SOURCE.toString(),
                        "CCCI_RUN_ID", "7"));
    }

    @Test
    void a_quick_run_is_told_that_it_is_one() {
        engine.launch(queued(7, SOURCE, Mode.QUICK));
        assertThat(drone.newest().parameters()).hasSize(6).containsEntry("CCCI_MODE", "quick");
    }

    @Test
    void row_12_a_value_with_the_signs_of_a_query_is_still_one_value() {
        engine.launch(queued(7, URI.create("https://git.example.org/x.git?a=b&PATH=/tmp&LD_PRELOAD=/x;y%26z")));
        assertThat(drone.newest().parameters())
                .hasSize(5)
                .containsEntry("SRC", "https://git.example.org/x.git?a=b&PATH=/tmp&LD_PRELOAD=/x;y%26z");
    }

    @Test
    void a_run_that_drone_knows_nothing_of_is_absent() {
        drone.othersBuild(30);
        assertThat(engine.inspect(queued)).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void a_run_is_found_again_among_many_builds_by_an_engine_that_remembers_nothing() {
        engine.launch(queued);
        drone.othersBuild(250);
        assertThat(engine().inspect(queued)).isInstanceOf(Sighting.Starting.class);
        drone.builds().get(0).starts();
        assertThat(engine().inspect(launched)).isInstanceOf(Sighting.Running.class);
    }

    @Test
    void a_build_of_the_same_number_for_another_commit_is_another_ledgers() {
        var other = new Run(
                queued.id(),
                1,
                queued.repository(),
                queued.pullRequest(),
                queued.recipe(),
                new Commit("b".repeat(40)),
                SOURCE,
                "maya",
                4,
                "drone",
                Mode.FULL,
                RunState.QUEUED,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        engine.launch(other);
        assertThat(engine.inspect(queued)).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void a_build_whose_creation_got_no_answer_is_found_and_not_created_twice() {
        drone.whenAsked("POST", "/builds$").once().hangsUpAfterwards();
        assertThatThrownBy(() -> engine.launch(queued)).isInstanceOf(EngineUnavailable.class);
        assertThat(engine.inspect(queued)).isInstanceOf(Sighting.Starting.class);
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void an_answer_of_null_says_that_there_is_no_pipeline_for_runs() {
        drone.has(Pipelines.FOR_PUSHES_ONLY);
        assertCannotLaunch("Drone made no build", "no pipeline for the event custom");
    }

    @Test
    void a_repository_without_pipelines_is_told_in_drones_own_words() {
        drone.has(Pipelines.ABSENT);
        assertCannotLaunch("Drone answered 500", "Not Found");
    }

    @Test
    void pipelines_that_drone_cannot_read_are_told_with_its_error() {
        drone.has(Pipelines.BROKEN);
        assertCannotLaunch("cannot use .drone.yml of operators/cc-ci", "yaml: missing kind attribute");
    }

    @Test
    void a_repository_that_drone_does_not_know_is_named() {
        drone.knowsNothing();
        assertCannotLaunch("does not know the repository operators/cc-ci", "CI_REPO");
        assertThat(died(queued)).contains("does not know the repository");
        assertThat(obstacle()).contains("does not know the repository");
    }

    @Test
    void a_repository_that_is_not_activated_is_told() {
        drone.isNotActivated();
        assertCannotLaunch("operators/cc-ci is not activated in Drone");
        assertThat(obstacle()).contains("not activated");
    }

    @Test
    void a_token_that_is_not_valid_is_told_also_where_drone_shows_the_repository_to_everybody() {
        drone.revokesToken();
        assertCannotLaunch("does not take DRONE_TOKEN");
        assertThat(obstacle()).contains("does not take DRONE_TOKEN");
    }

    @Test
    void health_says_nothing_when_all_is_well_and_tells_when_drone_is_silent() {
        assertThat(engine.problems()).containsExactly("Drone has not answered yet");
        engine.look();
        assertThat(engine.problems()).isEmpty();
        drone.down();
        engine.look();
        assertThat(obstacle()).contains("cannot be reached");
    }

    @Test
    void a_run_that_was_never_launched_waits_for_a_drone_that_is_down() {
        drone.down();
        assertThatThrownBy(() -> engine.inspect(queued)).isInstanceOf(EngineUnavailable.class);
        drone.up();
        assertThat(engine.inspect(queued)).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void a_launched_run_goes_on_while_drone_is_down_but_not_for_ever() {
        engine.launch(queued);
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        clock.forward(Duration.ofMinutes(65).plus(DroneEngine.PATIENCE).plusSeconds(1));
        assertThat(died(launched)).contains("could not be learnt in time", "cannot be reached");
    }

    @Test
    void a_harness_that_lives_needs_no_drone() {
        engine.launch(queued);
        var harness = Harness.begins(runs, queued);
        var asked = drone.requests().size();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        assertThat(drone.requests()).hasSize(asked);
        drone.down();
        harness.ends(Verdict.PASSED);
        assertThat(engine.inspect(launched)).isInstanceOfSatisfying(Sighting.Finished.class, finished -> assertThat(
                        finished.results().verdict())
                .isEqualTo(Verdict.PASSED));
    }

    @Test
    void a_drone_that_is_restarted_in_mid_build_is_asked_on() {
        engine.launch(queued);
        drone.newest().starts();
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        drone.up();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        assertThat(drone.builds()).hasSize(1);
    }

    @Test
    void a_build_killed_by_hand_is_over_when_its_harness_has_torn_down() {
        engine.launch(queued);
        drone.newest().starts();
        var harness = Harness.begins(runs, queued);
        drone.newest().isCancelled();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        harness.ends(Verdict.CANCELLED);
        assertThat(stopped(launched)).satisfies(stopped -> {
            assertThat(stopped.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(stopped.sentence()).isEqualTo("its build 1 was cancelled in Drone");
            assertThat(stopped.results()).isPresent();
        });
    }

    @Test
    void a_build_killed_before_its_harness_began_is_over_after_a_moment_in_which_that_could_still_begin() {
        engine.launch(queued);
        drone.newest().isCancelled();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Running.class);
        drone.newest().ago(DroneEngine.SETTLES_WITHIN.plusSeconds(1));
        assertThat(stopped(launched).verdict()).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void a_build_that_drone_ended_for_its_time_has_timed_out() {
        engine.launch(queued);
        var harness = Harness.begins(runs, queued);
        drone.newest().starts().isTimedOutAfter(FakeDrone.timeout());
        harness.ends(Verdict.CANCELLED);
        assertThat(stopped(launched)).satisfies(stopped -> {
            assertThat(stopped.verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(stopped.sentence()).contains("after 60 minutes", "operators/cc-ci");
        });
    }

    @Test
    void a_harness_that_ended_of_itself_is_believed_when_drone_cannot_say_otherwise() {
        engine.launch(queued);
        Harness.begins(runs, queued).ends(Verdict.CANCELLED);
        drone.down();
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void a_harness_that_is_killed_leaves_a_run_that_died() {
        engine.launch(queued);
        Harness.begins(runs, queued).dies();
        drone.newest().fails(137);
        assertThat(died(launched)).contains("died before it wrote its results");
    }

    @Test
    void a_build_that_succeeded_without_results_says_what_the_runner_must_share() {
        engine.launch(queued);
        drone.newest().starts().succeeds();
        assertThat(died(launched)).contains("build 1 succeeded", "CCCI_RUNS_DIR must be the same folder");
    }

    @Test
    void a_build_that_failed_before_its_harness_began_says_where_to_read() {
        engine.launch(queued);
        drone.newest().starts().fails(3);
        assertThat(died(launched)).contains("failed (exit code 3)", drone.url() + "/operators/cc-ci/1");
    }

    @Test
    void a_build_that_nobody_allowed_is_told() {
        engine.launch(queued);
        drone.newest().isDeclined();
        assertThat(died(launched)).contains("ended as declined");
    }

    @Test
    void to_cancel_a_run_is_to_cancel_its_build_and_to_wait_for_its_harness() {
        engine.launch(queued);
        drone.newest().starts();
        var harness = Harness.begins(runs, queued);
        engine.cancel(launched);
        assertThat(drone.newest().status()).isEqualTo("killed");
        assertThat(engine.inspect(asked(launched))).isInstanceOf(Sighting.Running.class);
        harness.ends(Verdict.CANCELLED);
        assertThat(engine.inspect(asked(launched))).isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void a_drone_that_does_not_hear_is_told_again_by_whoever_asks_again() {
        engine.launch(queued);
        drone.down();
        engine.cancel(launched);
        drone.up();
        assertThat(drone.newest().status()).isEqualTo("pending");
        engine.cancel(launched);
        assertThat(drone.newest().status()).isEqualTo("killed");
    }

    @Test
    void to_cancel_what_is_over_or_was_never_there_is_fine() {
        engine.cancel(queued);
        engine.launch(queued);
        drone.newest().succeeds();
        engine.cancel(launched);
        assertThat(drone.newest().status()).isEqualTo("success");
        assertThat(drone.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void a_build_that_drone_has_lost_makes_its_run_absent() {
        assertThat(engine.inspect(launched)).isInstanceOf(Sighting.Absent.class);
    }

    private void assertCannotLaunch(String... words) {
        assertThatThrownBy(() -> engine.launch(queued))
                .isInstanceOf(CannotLaunch.class)
                .message()
                .contains(words);
    }

    private String died(Run run) {
        assertThat(engine.inspect(run)).isInstanceOf(Sighting.Died.class);
        return ((Sighting.Died) engine.inspect(run)).sentence();
    }

    private Sighting.Stopped stopped(Run run) {
        assertThat(engine.inspect(run)).isInstanceOf(Sighting.Stopped.class);
        return (Sighting.Stopped) engine.inspect(run);
    }

    private String obstacle() {
        engine.look();
        return String.join("; ", engine.problems());
    }

    private DroneEngine engine() {
        var settings = new Configuration.Drone(drone.url(), new Secret(drone.token()), FakeDrone.REPOSITORY);
        var place = new Configuration.Engine(
                "drone", Path.of("/none"), runs, 1, Duration.ofMinutes(60), Map.of(), Optional.of(settings));
        return new DroneEngine(place, settings, new DirectDoor(drone.url(), drone.token()), clock);
    }

    private Run queued(long id, URI source) {
        return queued(id, source, Mode.FULL);
    }

    private Run queued(long id, URI source, Mode mode) {
        return new Run(
                new RunId(id),
                1,
                Repository.parse("recipe-maintainers/custom-html"),
                3,
                new RecipeName("custom-html"),
                new Commit("a".repeat(40)),
                source,
                "maya",
                4,
                "drone",
                mode,
                RunState.QUEUED,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Run launched(Run run) {
        var launch = new Run.Launch(1, clock.instant(), clock.instant().plus(Duration.ofMinutes(65)));
        return with(run, Optional.of(launch), Optional.empty());
    }

    private Run asked(Run run) {
        return with(
                run,
                run.launch(),
                Optional.of(new Run.Stop(Verdict.SUPERSEDED, "a newer commit", clock.instant(), Optional.empty())));
    }

    private static Run with(Run run, Optional<Run.Launch> launch, Optional<Run.Stop> stop) {
        return new Run(
                run.id(),
                run.triggerId(),
                run.repository(),
                run.pullRequest(),
                run.recipe(),
                run.commit(),
                run.source(),
                run.author(),
                run.authorId(),
                run.engine(),
                run.mode(),
                RunState.RUNNING,
                run.queuedAt(),
                launch,
                stop,
                Optional.empty());
    }
}
