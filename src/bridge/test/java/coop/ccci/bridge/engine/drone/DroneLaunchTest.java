package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.fake.FakeDrone.Pipelines;
import coop.ccci.bridge.ledger.Run;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Drone is told of a run, and why it may not take it. */
class DroneLaunchTest extends DroneEngineFixture {
    @Test
    void a_build_is_told_the_six_values_of_its_run_and_nothing_else() {
        launch(queued);
        assertThat(drone.newest().parameters())
                .isEqualTo(Map.of(
                        "RECIPE", "custom-html",
                        "REF", "a".repeat(40),
                        "PR", "3",
                        "SRC", SOURCE.toString(),
                        "TARGET", "main",
                        "CCCI_RUN_ID", "7"));
    }

    @Test
    void a_quick_run_is_told_that_it_is_one() {
        launch(queued(7, SOURCE, Run.Mode.QUICK));
        assertThat(drone.newest().parameters()).hasSize(7).containsEntry("CCCI_MODE", "quick");
    }

    @Test
    void row_12_a_value_with_the_signs_of_a_query_is_still_one_value() {
        launch(queued(7, URI.create("https://git.example.org/x.git?a=b&PATH=/tmp&LD_PRELOAD=/x;y%26z")));
        assertThat(drone.newest().parameters())
                .hasSize(6)
                .containsEntry("SRC", "https://git.example.org/x.git?a=b&PATH=/tmp&LD_PRELOAD=/x;y%26z");
    }

    @Test
    void a_build_whose_creation_got_no_answer_is_found_and_not_created_twice() {
        drone.whenAsked("POST", "/builds$").once().hangsUpAfterwards();
        assertThatThrownBy(() -> launch(queued)).isInstanceOf(EngineUnavailableException.class);
        assertThat(engine.inspect(queued)).isInstanceOf(RunObservation.Starting.class);
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
        check();
        assertThat(engine.problems()).isEmpty();
        drone.down();
        check();
        assertThat(obstacle()).contains("cannot be reached");
    }
}
