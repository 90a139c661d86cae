package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.HarnessFixture.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whole runs with an upgrade, on fakes of abra, Docker and Traefik. */
class UpgradeTest extends WholeRuns {
    private static final String COMPOSE =
            "services: {app: {image: %s, deploy: {labels: [traefik.enable=true]}}}\nsecrets: {%s}\n";
    private static final String SECRET = "pw: {external: true, name: \"${STACK_NAME}_pw_v1\"}";

    private Ran proposed() throws Exception {
        return proposed("compose.yml", COMPOSE.formatted("y:2", SECRET));
    }

    private static TierResult upgrade(Ran ran) {
        return ran.results().tiers().get(1);
    }

    private void failed(Ran ran, String why) {
        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("upgrade");
        assertThat(ran.message()).contains(why);
        assertThat(ran.results().tiers().get(0).status()).isEqualTo(TierStatus.PASS);
        assertThat(upgrade(ran).status()).isEqualTo(TierStatus.FAIL);
        assertThat(ran.results().rungs()).containsEntry(Rung.UPGRADE, RungStatus.FAIL);
        assertThat(ran.results().level()).isEqualTo(1);
        assertThat(ran.results().tiers().subList(2, 5))
                .allSatisfy(tier -> assertThat(tier.reason()).contains("the run ended before this tier"));
        assertThat(fixture.docker.objects()).isEmpty();
    }

    @Test
    void the_tip_of_the_target_branch_is_deployed_once_beside_the_fresh_app_and_the_commit_over_it() throws Exception {
        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().base().orElseThrow().kind()).isEqualTo(Kind.TARGET_BRANCH);
        assertThat(ran.results().deploys()).isEqualTo(2);
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app deploy")))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call).contains(" -C "));
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app secret generate")))
                .as("the secrets of the two apps, and none anew for the upgrade")
                .hasSize(2);
        assertThat(upgrade(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(ran.results().level()).isEqualTo(2);
    }

    @Test
    void what_a_target_branch_has_itself_is_not_upgraded_to_itself() {
        var ran = fixture.run();

        assertThat(ran.results().base()).isEmpty();
        assertThat(upgrade(ran).status()).isEqualTo(TierStatus.SKIP);
        assertThat(upgrade(ran).reason().orElseThrow()).contains("there is no predecessor");
        assertThat(ran.results().rungs()).containsEntry(Rung.UPGRADE, RungStatus.UNVER);
    }

    @Test
    void a_pull_request_is_upgraded_from_where_it_leaves_its_target_and_not_from_what_passed_before() throws Exception {
        fixture.tag("1.0.0+1");
        assertThat(fixture.run().exit()).isEqualTo(ExitCode.PASSED);
        write("compose.yml", COMPOSE.formatted("y:1", SECRET));
        var left = fixture.commit("main goes on");

        var ran = proposed();

        assertThat(ran.results().base().orElseThrow().kind()).isEqualTo(Kind.TARGET_BRANCH);
        assertThat(ran.results().base().orElseThrow().version()).isEqualTo(left);
    }

    @Test
    void where_that_failed_here_it_is_upgraded_from_the_version_before_and_it_is_said() throws Exception {
        fixture.tag("1.0.0+1");
        write("compose.yml", COMPOSE.formatted("y:1", SECRET));
        fixture.commit("main goes on");
        HarnessFixture.write(remembered(), "{\"failed\": [{\"commit\": \"" + fixture.head() + "\", \"runId\": 41}]}");

        var ran = proposed();

        assertThat(ran.results().base().orElseThrow().kind()).isEqualTo(Kind.PUBLISHED_VERSION);
        assertThat(ran.results().base().orElseThrow().version()).isEqualTo("1.0.0+1");
        assertThat(ran.results().base().orElseThrow().reason()).contains("failed in run 41");
    }

    private Path remembered() {
        return fixture.folder.resolve(".local/state/cc-ci/failed-runs/custom-html.json");
    }

    @Test
    void a_commit_that_failed_is_remembered() throws Exception {
        fixture.steer("update-on-upgrade", "rollback_completed 2026-11-22T10:00:00Z rolled back, the task failed");
        fixture.steer("ignore-on-upgrade", "");
        proposed();

        assertThat(remembered()).content().contains(fixture.environment.get("REF"));
    }

    @Test
    void a_commit_that_failed_is_remembered_until_a_whole_run_of_it_passes() throws Exception {
        fixture.environment.put("STAGES", "install");
        proposed();
        HarnessFixture.write(
                remembered(),
                "{\"failed\": [{\"commit\": \"" + fixture.environment.get("REF") + "\", \"runId\": 41}]}");
        fixture.run();
        assertThat(remembered()).content().contains(fixture.environment.get("REF"));

        fixture.environment.remove("STAGES");
        assertThat(fixture.run().exit()).isEqualTo(ExitCode.PASSED);
        assertThat(remembered()).content().doesNotContain(fixture.environment.get("REF"));
    }

    @Test
    void the_target_that_somebody_names_is_the_one_that_counts() throws Exception {
        fixture.environment.put("CCCI_TARGET", "next");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).contains("branch \"next\"").contains("it has main, proposal");
    }

    @Test
    void an_update_that_swarm_took_back_fails_although_the_app_serves() throws Exception {
        fixture.steer("update-on-upgrade", "rollback_completed 2026-11-22T10:00:00Z rolled back, the task failed");
        fixture.steer("ignore-on-upgrade", "");

        failed(proposed(), "rolled back, the task failed");
    }

    @Test
    void an_update_that_swarm_paused_fails_although_the_app_serves() throws Exception {
        fixture.steer("update-on-upgrade", "paused 2026-11-22T10:00:00Z the task failed");

        failed(proposed(), "app: paused, the task failed");
    }

    @Test
    void an_update_that_was_paused_before_is_not_held_against_this_one() throws Exception {
        fixture.steer("update", "paused 2026-11-22T09:00:00Z long ago");

        assertThat(proposed().exit()).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void an_app_that_stays_what_it_was_has_not_been_upgraded() throws Exception {
        fixture.steer("ignore-on-upgrade", "");

        failed(proposed(), "assertion failed: the services are those of commit");
    }

    @Test
    void a_container_of_the_old_image_has_not_been_upgraded() throws Exception {
        fixture.steer("stale-image", "");

        failed(proposed(), "app runs x instead of y:2");
    }

    @Test
    void a_service_that_the_commit_dropped_is_removed() throws Exception {
        write(
                "compose.yml",
                "services: {app: {image: x, deploy: {labels: [traefik.enable=true]}}, sidekiq: {image: x}}\nsecrets: {"
                        + SECRET + "}\n");
        write("services", "app sidekiq");
        fixture.commit("with a second service");
        write("services", "app");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log()).contains("removed the service sidekiq, which the commit dropped");
    }

    @Test
    void a_declared_witness_that_is_gone_after_the_upgrade_fails_it() throws Exception {
        settings("witness: {service: app, write: 'echo $CCCI_WITNESS >w', read: 'cat w || true'}");
        fixture.steer("lose-on-upgrade", "");

        failed(proposed(), "the witness in service app outlived the upgrade");
    }

    @Test
    void without_a_witness_what_lay_in_the_volumes_is_looked_for() throws Exception {
        HarnessFixture.write(folder.resolve("state/data/pictures"), "of a cat");
        fixture.steer("lose-on-upgrade", "");

        failed(proposed(), "what lay in the app's volumes outlived the upgrade");
    }

    @Test
    void what_the_commit_needs_anew_is_added_before_the_upgrade() throws Exception {
        settings("upgrade: {env: {THEME: 'https://{domain}/x'}}");
        write(
                "compose.yml",
                COMPOSE.formatted("x", SECRET + ", more: {external: true, name: \"${STACK_NAME}_more_v1\"}"));
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nLETS_ENCRYPT_ENV=production\nSECRET_MORE_VERSION=v1\n");
        fixture.propose("more");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env"))
                .contains("LETS_ENCRYPT_ENV=\n", "SECRET_MORE_VERSION=v1\n")
                .contains("THEME=https://" + ran.domain() + "/x\n");
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app secret generate")))
                .hasSize(3);
    }

    @Test
    void a_base_that_the_settings_name_is_taken() throws Exception {
        fixture.tag("1.0.0+1");
        write("more", "x");
        fixture.commit("main goes on");
        settings("upgrade: {base: 1.0.0+1}");

        var base = proposed().results().base().orElseThrow();

        assertThat(base.kind()).isEqualTo(Kind.OVERRIDE);
        assertThat(base.version()).isEqualTo("1.0.0+1");
    }

    @Test
    void a_base_that_is_no_version_is_a_mistake_in_the_settings() throws Exception {
        settings("upgrade: {base: 9.9.9+9}");

        var ran = proposed();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).contains("names 9.9.9+9, and the recipe has no such version tag");
        assertThat(fixture.calls()).isEmpty();
    }

    @Test
    void an_upgrade_that_is_declared_not_to_apply_is_left_out_on_purpose() throws Exception {
        settings("expected_na: {upgrade: its database cannot be upgraded}");

        var ran = proposed();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(upgrade(ran).reason()).contains("its database cannot be upgraded");
        assertThat(ran.results().rungs()).containsEntry(Rung.UPGRADE, RungStatus.SKIP);
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app deploy")))
                .hasSize(1);
    }

    private void repairs(String version) {
        var previous = folder.resolve("recipe-tests/custom-html/previous");
        HarnessFixture.write(previous.resolve("VERSION"), version + "\n");
        HarnessFixture.write(previous.resolve("compose.yml"), "services: {app: {image: mirror/x:1}}\n");
        hook("pre-upgrade.sh", "cp \"$CCCI_APP_ENV_FILE\" '" + folder.resolve("state/base.env") + "'\n");
    }

    @Test
    void previous_is_laid_over_the_base_that_it_is_for_and_over_nothing_else() throws Exception {
        fixture.tag("1.0.0");
        repairs("1.0.0");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("base.env")).contains("COMPOSE_FILE=compose.yml:compose.ccci.previous.yml\n");
        assertThat(fixture.text("deployed.env")).doesNotContain("COMPOSE_FILE");
        assertThat(ran.log()).contains("previous/ repairs 1.0.0 as the base of an upgrade: compose.yml over app");
    }

    @Test
    void previous_for_another_version_is_not_laid_and_that_is_told() throws Exception {
        repairs("0.9.0");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("base.env")).doesNotContain("previous");
        assertThat(ran.results().notes()).anyMatch(note -> note.startsWith("previous/ is for 0.9.0, and the upgrade"));
    }
}
