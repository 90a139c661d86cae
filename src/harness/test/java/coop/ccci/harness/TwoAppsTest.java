package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.HarnessFixture.Ran;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs with two apps, the fresh one and the upgraded one, on fakes of abra, Docker and Traefik. */
class TwoAppsTest extends WholeRuns {
    private static final String BROKEN = "failed one\nfailed two\nfailed three\nfailed four\n";

    @BeforeEach
    void setUp() throws Exception {
        fixture.steer("labels", "backupbot.backup=true\n");
    }

    private Ran proposed() throws Exception {
        return proposed("change", "x");
    }

    private static List<Optional<TestedApp>> apps(TierResult tier) {
        return tier.assertions().stream().map(Assertion::app).distinct().toList();
    }

    private List<String> calls(Ran ran) {
        return fixture.calls()
                .lines()
                .filter(line -> line.startsWith("app "))
                .map(line -> line.replace(ran.results().domains().get(TestedApp.FRESH), "FRESH"))
                .map(line -> line.replaceAll("cust-[0-9a-f]{6}\\.ci\\.test", "OTHER"))
                .map(line -> line.replaceAll(" custom-html| -s .*? -D|( -[nCofDcam])+$| [0-9a-f]{8}.*", ""))
                .toList();
    }

    @Test
    void the_commit_is_installed_from_nothing_and_gone_before_its_base_is_deployed() throws Exception {
        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(calls(ran))
                .startsWith("app new FRESH", "app secret generate FRESH", "app deploy FRESH", "app undeploy FRESH")
                .containsSubsequence("app rm FRESH", "app new OTHER", "app deploy OTHER", "app deploy OTHER");
        assertThat(ran.stages())
                .containsSubsequence(
                        "prepare",
                        "deploy",
                        "install",
                        "last-look",
                        "teardown",
                        "base-prepare",
                        "base-deploy",
                        "upgrade",
                        "backup",
                        "restore",
                        "functional",
                        "upgraded-last-look",
                        "upgraded-teardown");
        assertThat(ran.results().deploys()).isEqualTo(2);
        assertThat(ran.results().domains()).containsOnlyKeys(TestedApp.FRESH, TestedApp.UPGRADED);
        assertThat(apps(tier(ran, Tier.INSTALL))).containsExactly(Optional.of(TestedApp.FRESH));
        assertThat(apps(tier(ran, Tier.UPGRADE))).containsExactly(Optional.of(TestedApp.UPGRADED));
        assertThat(apps(tier(ran, Tier.RESTORE))).containsExactly(Optional.of(TestedApp.UPGRADED));
        nothingIsLeft();
    }

    @Test
    void a_commit_that_only_a_new_app_shows_to_be_broken_fails_although_it_can_be_upgraded_to() throws Exception {
        write("task", BROKEN);

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("converge");
        assertThat(ran.message()).doesNotContain("base");
        assertThat(tier(ran, Tier.INSTALL).status()).isEqualTo(TierStatus.FAIL);
        assertThat(ran.results().level()).isZero();
        assertThat(ran.stages()).doesNotContain("base-prepare");
        nothingIsLeft();
    }

    @Test
    void a_fresh_app_of_which_something_is_left_is_not_followed_by_another() throws Exception {
        // a container that somebody put on the network by hand keeps it there
        hook("pre-install.sh", "echo somebody >'" + folder.resolve("state/networks") + "'/\"${CCCI_STACK}_default\"\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("teardown");
        assertThat(ran.results().flags().cleanTeardown()).isFalse();
        assertThat(ran.stages()).doesNotContain("base-prepare");
    }

    @Test
    void a_base_that_cannot_be_deployed_fails_nobody_and_the_rest_is_verified_on_the_commit() throws Exception {
        write("task", BROKEN);
        fixture.commit("an old version that has rotted");
        Files.delete(fixture.recipe().resolve("task"));
        write("task.none", "");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(tier(ran, Tier.UPGRADE).status()).isEqualTo(TierStatus.SKIP);
        assertThat(tier(ran, Tier.UPGRADE).reason().orElseThrow())
                .startsWith("the base of the upgrade, ")
                .contains("cannot be deployed: service app cannot come up", "upgrade.base", "expected_na.upgrade");
        assertThat(ran.results().rungs())
                .containsEntry(Rung.INSTALL, RungStatus.PASS)
                .containsEntry(Rung.UPGRADE, RungStatus.UNVER)
                .containsEntry(Rung.BACKUP_RESTORE, RungStatus.PASS);
        assertThat(ran.results().level()).isEqualTo(1);
        assertThat(ran.results().notes()).anyMatch(note -> note.startsWith("the base of the upgrade, "));
        assertThat(apps(tier(ran, Tier.RESTORE))).containsExactly(Optional.of(TestedApp.SECOND_FRESH));
        assertThat(ran.results().deploys()).isEqualTo(3);
        assertThat(ran.results().domains().values()).doesNotHaveDuplicates().hasSize(3);
        nothingIsLeft();
    }

    @Test
    void what_else_was_not_selected_says_so_when_the_base_cannot_be_deployed() throws Exception {
        fixture.environment.put("STAGES", "install,upgrade");
        write("task", BROKEN);
        fixture.commit("an old version that has rotted");
        Files.delete(fixture.recipe().resolve("task"));

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(tier(ran, Tier.BACKUP).reason()).contains("not selected (--stages)");
        assertThat(ran.results().deploys()).isEqualTo(2);
    }

    @Test
    void a_machine_that_cannot_deploy_the_base_is_still_the_machine_s_fault() throws Exception {
        hook(
                "pre-install.sh",
                "[ ! -e once ] || echo 'Cannot connect to the Docker daemon' >'"
                        + folder.resolve("state/fail-on-deploy") + "'; touch once\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("base-deploy");
    }

    @Test
    void what_failed_between_convergence_and_the_end_fails_the_tier_that_deployed_the_app() throws Exception {
        hook("pre-backup.sh", "printf 'failed it fell over\\nrunning\\n' >'" + folder.resolve("state/task") + "'\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("upgraded-last-look");
        assertThat(ran.message())
                .contains("no task has failed between convergence and the end", "service app", "fell over");
        assertThat(tier(ran, Tier.BACKUP).status()).isEqualTo(TierStatus.PASS);
        assertThat(tier(ran, Tier.UPGRADE).status()).isEqualTo(TierStatus.FAIL);
        assertThat(ran.results().level()).isEqualTo(1);
        nothingIsLeft();
    }

    @Test
    void checks_are_made_on_the_fresh_app_and_again_at_the_end() throws Exception {
        settings("checks: [{path: /}]\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(tier(ran, Tier.INSTALL).assertions())
                .contains(new Assertion("/ answers with 200", true, Optional.empty(), Optional.of(TestedApp.FRESH)));
        assertThat(tier(ran, Tier.FUNCTIONAL).assertions())
                .containsExactly(
                        new Assertion("/ answers with 200", true, Optional.empty(), Optional.of(TestedApp.UPGRADED)));
    }

    @Test
    void the_functional_tier_is_gone_through_on_both_apps_where_the_recipe_says_so() throws Exception {
        settings("functional: {fresh: true}\nchecks: [{path: /}]\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(apps(tier(ran, Tier.FUNCTIONAL)))
                .containsExactly(Optional.of(TestedApp.FRESH), Optional.of(TestedApp.UPGRADED));
        assertThat(ran.stages()).contains("fresh-functional", "functional");
    }

    @Test
    void the_one_app_may_be_torn_down_while_the_other_is_made() throws Exception {
        fixture.environment.put("CCCI_OVERLAP_APPS", "on");
        fixture.steer("wait-on-rm", "");
        write("change", "x");
        fixture.propose("change");

        var run = fixture.begin(Deadline.lasting(Duration.ofMinutes(5)));
        await().atMost(Duration.ofMinutes(5))
                .until(() -> fixture.calls()
                                .lines()
                                .filter(call -> call.startsWith("app new"))
                                .count()
                        == 2);
        fixture.unsteer("wait-on-rm");

        var ran = run.join();
        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().flags().cleanTeardown()).isTrue();
        nothingIsLeft();
    }

    @Test
    void a_run_that_is_killed_with_its_second_app_leaves_nothing_for_long() {
        write("change", "x");
        try {
            fixture.propose("change");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        hook("pre-upgrade.sh", "touch '" + folder.resolve("state/hang-on-deploy") + "'\n");
        var killed = fixture.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/hanging")));
        killed.signal("KILL").exit();
        assertThat(fixture.docker.objects()).isNotEmpty();
        assertThat(fixture.files("locks")).hasSize(1);
        fixture.unsteer("hang-on-deploy");
        hook("pre-upgrade.sh", "true\n");

        var next = fixture.start();

        assertThat(next.exit()).as(next.console()).isZero();
        assertThat(next.log()).contains("whose run died");
        nothingIsLeft();
    }
}
