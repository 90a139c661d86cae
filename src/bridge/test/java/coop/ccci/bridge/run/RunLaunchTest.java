package coop.ccci.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.Scene;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.forge.ForgeUnavailable;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLaunchTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void set() {
        scene = new Scene(folder);
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void runs_begin_in_the_order_in_which_they_were_asked_for_as_there_is_room() {
        var first = scene.asked(1);
        var second = scene.asked(2);
        assertThat(scene.ledger().runs().ahead(second.id())).isEqualTo(1);
        scene.launchStep();
        scene.launchStep();
        assertThat(scene.now(first).state()).isEqualTo(RunState.RUNNING);
        assertThat(scene.now(second).state()).isEqualTo(RunState.QUEUED);
        scene.engine().shows(first.id(), new Sighting.Died("it died"));
        scene.watchStep();
        assertThat(scene.ledger().runs().ahead(second.id())).isZero();
        scene.launchStep();
        assertThat(scene.now(second).state()).isEqualTo(RunState.RUNNING);
        assertThat(scene.engine().asked()).containsExactly("launch 1", "launch 2");
    }

    @Test
    void a_run_that_the_engine_has_already_is_not_launched_again() {
        var run = scene.asked(1);
        scene.engine().shows(run.id(), new Sighting.Running());
        scene.launchStep();
        assertThat(scene.now(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(scene.engine().asked()).isEmpty();
    }

    @Test
    void a_queued_run_that_is_cancelled_ends_without_waiting_for_room_and_without_the_engine() {
        scene.asked(1);
        scene.launchStep();
        var waiting = scene.asked(2);
        scene.maya(2, "!testme cancel");
        scene.launchStep();
        assertThat(end(waiting).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(end(waiting).sentence()).contains("maya asked for its end");
        assertThat(scene.engine().asked()).containsExactly("launch 1");
    }

    @Test
    void a_queued_run_that_is_superseded_ends_and_says_by_what() {
        var older = scene.asked(1);
        scene.pullRequest().push();
        var newer = scene.asked(1);
        scene.launchStep();
        scene.launchStep();
        assertThat(end(older).verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(end(older).sentence().orElseThrow()).contains(newer.commit().abbreviated());
        assertThat(scene.engine().asked()).containsExactly("launch 2");
    }

    @Test
    void row_2_a_head_that_moved_during_the_queue_is_not_tested() {
        var run = scene.asked(1);
        scene.pullRequest().push();
        scene.clock().forward(Duration.ofMinutes(2));
        scene.launchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(end(run).sentence().orElseThrow()).contains("something was pushed");
        assertThat(scene.engine().asked()).isEmpty();
    }

    @Test
    void row_2_a_head_that_was_pushed_by_force_and_back_during_the_queue_is_not_tested() {
        scene.pullRequest().push();
        var run = scene.asked(1);
        scene.pullRequest().forcePush();
        scene.pullRequest().forcePush(run.commit().value());
        scene.clock().forward(Duration.ofMinutes(2));
        scene.launchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(scene.engine().asked()).isEmpty();
    }

    @Test
    void row_7_membership_is_asked_again_when_the_run_waited() {
        var run = scene.asked(1);
        scene.gitea().organisation("recipe-maintainers").without("maya");
        scene.clock().forward(Duration.ofMinutes(2));
        scene.launchStep();
        assertThat(end(run).sentence().orElseThrow()).contains("left recipe-maintainers");
        assertThat(scene.engine().asked()).isEmpty();
    }

    @Test
    void a_run_that_waited_begins_only_when_the_forge_could_be_asked() {
        var run = scene.asked(1);
        scene.clock().forward(Duration.ofMinutes(2));
        scene.gitea().down();
        assertThatThrownBy(scene::launchStep).isInstanceOf(ForgeUnavailable.class);
        assertThat(scene.now(run).state()).isEqualTo(RunState.QUEUED);
        scene.gitea().up();
        scene.launchStep();
        assertThat(scene.now(run).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void a_run_that_waited_for_a_day_is_given_up_with_a_reason() {
        scene.asked(1);
        scene.launchStep();
        var waiting = scene.asked(2);
        scene.clock().forward(RunLaunch.WAITS_AT_MOST.plusMinutes(1));
        scene.launchStep();
        assertThat(end(waiting).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(end(waiting).sentence().orElseThrow()).contains("no room", "24 hours");
    }

    private Run.End end(Run run) {
        return scene.now(run).end().orElseThrow();
    }
}
