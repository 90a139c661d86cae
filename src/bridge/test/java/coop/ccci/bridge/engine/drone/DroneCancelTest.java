package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.contract.Verdict;
import org.junit.jupiter.api.Test;

/** How a run is ended that Drone builds. */
class DroneCancelTest extends DroneEngineFixture {
    @Test
    void to_cancel_a_run_is_to_cancel_its_build_and_to_wait_for_its_harness() {
        launch(queued);
        drone.newest().starts();
        var harness = HarnessFixture.begins(runs, queued);
        engine.cancel(launched);
        assertThat(drone.newest().status()).isEqualTo("killed");
        assertThat(engine.inspect(asked(launched))).isInstanceOf(RunObservation.Running.class);
        harness.ends(Verdict.CANCELLED);
        assertThat(engine.inspect(asked(launched))).isInstanceOf(RunObservation.Finished.class);
    }

    @Test
    void a_drone_that_does_not_hear_is_told_again_by_whoever_asks_again() {
        launch(queued);
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
        launch(queued);
        drone.newest().succeeds();
        engine.cancel(launched);
        assertThat(drone.newest().status()).isEqualTo("success");
        assertThat(drone.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }
}
