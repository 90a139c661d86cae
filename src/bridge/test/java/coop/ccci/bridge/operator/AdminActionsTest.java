package coop.ccci.bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.operator.AdminEndpoint.AdminAnswer;
import coop.ccci.bridge.operator.AdminEndpoint.AdminRequest;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminActionsTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;
    private AdminActions admin;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
        admin = new AdminActions(fixture.ledger(), "local", fixture.recipes().sweep(), Set.of("gitea"));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void while_paused_no_run_starts_what_is_cancelled_ends_and_resumed_they_start() {
        var first = fixture.requestRun(1);
        var second = fixture.requestRun(2);
        admin.pause(new AdminRequest("/admin/pause"));
        assertThat(admin.cancel(on(second, "cancel")).status()).isEqualTo(200);
        fixture.launchStep();
        fixture.launchStep();
        assertThat(fixture.reload(first).state()).isEqualTo(Run.State.QUEUED);
        assertThat(fixture.reload(second).state()).isEqualTo(Run.State.FINISHED);
        assertThat(fixture.engine().asked()).isEmpty();
        admin.resume(new AdminRequest("/admin/resume"));
        fixture.launchStep();
        assertThat(fixture.reload(first).state()).isEqualTo(Run.State.RUNNING);
    }

    @Test
    void a_pause_holds_since_it_was_first_asked_for_and_ends_once() {
        var pause = fixture.ledger().operation().pause();
        var since = pause.begin();
        fixture.clock().forward(Duration.ofMinutes(5));
        assertThat(pause.begin()).isEqualTo(since);
        assertThat(pause.since()).contains(since);
        assertThat(pause.end()).isTrue();
        assertThat(pause.end()).isFalse();
        assertThat(pause.since()).isEmpty();
    }

    @Test
    void a_cancelled_run_says_that_the_operator_did_it_and_one_that_is_over_stays_as_it_is() {
        var run = fixture.requestRun(1);
        assertThat(admin.cancel(on(run, "cancel")).message()).contains("is asked to end");
        assertThat(admin.cancel(on(run, "cancel")).message()).contains("being ended already");
        fixture.launchStep();
        var end = fixture.reload(run).end().orElseThrow();
        assertThat(end.verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(end.reason()).contains(new RunReason.CancelledByOperator());
        assertThat(admin.cancel(on(run, "cancel")).status()).isEqualTo(409);
    }

    @Test
    void the_newest_run_of_a_pull_request_is_done_again_with_its_comment() {
        var run = fixture.requestRun(1);
        assertThat(admin.rerun(on(run, "rerun")).status()).as("it waits").isEqualTo(409);
        admin.cancel(on(run, "cancel"));
        fixture.launchStep();
        var answer = admin.rerun(on(run, "rerun"));
        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        var again = fixture.ledger()
                .runs()
                .find(new RunId(answer.run().orElseThrow()))
                .orElseThrow();
        assertThat(again.commit()).isEqualTo(run.commit());
        assertThat(again.state()).isEqualTo(Run.State.QUEUED);
        assertThat(again.triggerId()).isEqualTo(run.triggerId());
        assertThat(fixture.ledger().triggers().askingFor(again.id())).hasSize(1);
        assertThat(admin.rerun(on(run, "rerun")).message()).contains("run " + again.id() + " is queued");
        admin.cancel(on(again, "cancel"));
        fixture.launchStep();
        assertThat(admin.rerun(on(run, "rerun")).message()).contains("run " + again.id(), "is newer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin/runs/99/cancel", "/admin/runs/x/cancel", "/admin/runs/0/cancel", "/admin/runs//cancel"})
    void a_run_that_is_not_there_is_not_found(String path) {
        assertThat(admin.cancel(new AdminRequest(path)).status()).isEqualTo(404);
        assertThat(admin.rerun(new AdminRequest(path)).status()).isEqualTo(404);
    }

    @Test
    void what_waits_of_a_forge_is_ended_where_the_settings_do_not_name_it_and_health_says_so_until_then() {
        var other = LedgerFixture.RECIPE.on("gitea-codeberg");
        fixture.ledger().recordTrigger(new Comment(other, 1, 7), Trigger.Channel.POLL);
        assertThat(BridgeHealth.work(fixture.ledger(), Set.of("gitea"), (key, value) -> {}))
                .singleElement()
                .asString()
                .contains("the forge gitea-codeberg", "comments: 1", "FORGES", "./cc-ci admin abandon gitea-codeberg");

        assertThat(abandon("gitea").message()).contains("the settings name the forge gitea");
        assertThat(abandon("gitea codeberg").status()).isEqualTo(404);
        assertThat(abandon("gitea-codeberg").message()).contains("is ended", "comments: 1");
        assertThat(abandon("gitea-codeberg").message()).contains("nothing waits");
        assertThat(BridgeHealth.work(fixture.ledger(), Set.of("gitea"), (key, value) -> {}))
                .isEmpty();
    }

    private AdminAnswer abandon(String forge) {
        return admin.abandon(new AdminRequest("/admin/forges/" + forge + "/abandon"));
    }

    private static AdminRequest on(Run run, String act) {
        return new AdminRequest("/admin/runs/" + run.id() + "/" + act);
    }
}
