package coop.ccci.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Claims;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLaunchTest {
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
    void runs_begin_in_the_order_in_which_they_were_asked_for_as_there_is_room() {
        var first = fixture.requestRun(1);
        var second = fixture.requestRun(2);
        assertThat(fixture.ledger().runs().ahead(second.id())).isEqualTo(1);
        fixture.launchStep();
        fixture.launchStep();
        assertThat(fixture.reload(first).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.reload(second).state()).isEqualTo(Run.State.QUEUED);
        fixture.engine().shows(first.id(), new RunObservation.Died(new EngineFault.UnusableResults("it died")));
        fixture.watchStep();
        assertThat(fixture.ledger().runs().ahead(second.id())).isZero();
        fixture.launchStep();
        assertThat(fixture.reload(second).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "launch 2");
    }

    @Test
    void a_run_that_the_engine_has_already_is_not_launched_again() {
        var run = fixture.requestRun(1);
        fixture.engine().shows(run.id(), new RunObservation.Running());
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.engine().asked()).isEmpty();
    }

    @Test
    void a_launch_that_fails_counts_as_one_and_its_reason_is_kept_in_the_end_too() {
        var run = fixture.requestRun(1);
        fixture.engine().refuses(new EngineFault.TokenRejected());
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.reload(run).launch().orElseThrow().times()).isEqualTo(1);
        assertThat(fixture.reload(run).launch().orElseThrow().fault()).contains(new EngineFault.TokenRejected());
        fixture.watchStep();
        fixture.watchStep();
        fixture.watchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch 1", "launch 1", "launch 1");
        assertThat(end(run).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("DRONE_TOKEN");
    }

    @Test
    void a_run_whose_engine_cannot_be_asked_waits_and_is_launched_once_when_it_can() {
        var run = fixture.requestRun(1);
        fixture.engine().fails(new EngineUnavailableException("away", null));
        assertThatThrownBy(fixture::launchStep).isInstanceOf(EngineUnavailableException.class);
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.QUEUED);
        fixture.engine().isWell();
        fixture.clock().forward(Duration.ofSeconds(1));
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
    }

    @Test
    void a_queued_run_that_is_cancelled_ends_without_waiting_for_room_and_without_the_engine() {
        fixture.requestRun(1);
        fixture.launchStep();
        var waiting = fixture.requestRun(2);
        fixture.maya(2, "!testme cancel");
        fixture.launchStep();
        assertThat(end(waiting).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(ReasonTexts.explain(end(waiting))).contains("cancelled by maya");
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
    }

    @Test
    void a_queued_run_that_is_superseded_ends_and_says_by_what() {
        var older = fixture.requestRun(1);
        fixture.pullRequest().push();
        var newer = fixture.requestRun(1);
        fixture.launchStep();
        fixture.launchStep();
        assertThat(end(older).verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(ReasonTexts.explain(end(older)).orElseThrow())
                .contains(newer.commit().abbreviated());
        assertThat(fixture.engine().asked()).containsExactly("launch 2");
    }

    @Test
    void row_2_a_head_that_moved_during_the_queue_is_not_tested() {
        var run = fixture.requestRun(1);
        fixture.pullRequest().push();
        fixture.clock().forward(Duration.ofMinutes(2));
        fixture.launchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("something was pushed");
        assertThat(fixture.engine().asked()).isEmpty();
    }

    @Test
    void row_2_a_head_that_was_pushed_by_force_and_back_during_the_queue_is_not_tested() {
        fixture.pullRequest().push();
        var run = fixture.requestRun(1);
        fixture.pullRequest().forcePush();
        fixture.pullRequest().forcePush(run.commit().value());
        fixture.clock().forward(Duration.ofMinutes(2));
        fixture.launchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(fixture.engine().asked()).isEmpty();
    }

    @Test
    void row_7_membership_is_asked_again_when_the_run_waited() {
        var run = fixture.requestRun(1);
        fixture.gitea().organisation("recipe-maintainers").without("maya");
        fixture.clock().forward(Duration.ofMinutes(2));
        fixture.launchStep();
        assertThat(ReasonTexts.explain(end(run)).orElseThrow()).contains("left recipe-maintainers");
        assertThat(fixture.engine().asked()).isEmpty();
    }

    @Test
    void a_run_that_waited_begins_only_when_the_forge_could_be_asked() {
        var run = fixture.requestRun(1);
        fixture.clock().forward(Duration.ofMinutes(2));
        fixture.gitea().down();
        assertThatThrownBy(fixture::launchStep).isInstanceOf(ForgeUnavailableException.class);
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.QUEUED);
        fixture.gitea().up();
        fixture.clock().forward(Duration.ofSeconds(1));
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
    }

    @Test
    void a_run_that_was_launched_by_a_bridge_that_died_then_and_is_cancelled_ends_in_the_engine_too() {
        var run = fixture.requestRun(1);
        takeRoomAndDie(run);
        fixture.engine().shows(run.id(), new RunObservation.Running());
        fixture.maya(1, "!testme cancel");
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        fixture.watchStep();
        fixture.watchStep();
        assertThat(end(run).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(fixture.engine().asked()).containsExactly("cancel 1");
    }

    @Test
    void a_run_that_was_to_be_launched_by_a_bridge_that_died_before_is_launched_once_and_has_its_room() {
        var run = fixture.requestRun(1);
        takeRoomAndDie(run);
        var other = fixture.requestRun(2);
        fixture.launchStep();
        fixture.launchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.RUNNING);
        assertThat(fixture.reload(other).state()).isEqualTo(Run.State.QUEUED);
        assertThat(fixture.engine().asked()).containsExactly("launch 1");
    }

    private void takeRoomAndDie(Run run) {
        var claim = fixture.ledger()
                .claims()
                .take(Claims.Work.QUEUED_RUN, Map.of("id", run.id().value()))
                .orElseThrow();
        assertThat(fixture.ledger().queue().takeRoom(run, claim, 1)).isTrue();
        fixture.clock().forward(Claims.LEASE);
    }

    @Test
    void a_run_that_waited_for_a_day_is_given_up_with_a_reason() {
        fixture.requestRun(1);
        fixture.launchStep();
        var waiting = fixture.requestRun(2);
        fixture.clock().forward(RunLifecycle.MAX_QUEUE_TIME.plusMinutes(1));
        fixture.launchStep();
        assertThat(end(waiting).verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(ReasonTexts.explain(end(waiting)).orElseThrow()).contains("no room", "24 hours");
    }

    private Run.End end(Run run) {
        return fixture.reload(run).end().orElseThrow();
    }
}
