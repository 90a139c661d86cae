package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.HarnessFixture.Ran;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a commit's sample changes, and what that means for an app that exists: whole runs on fakes. */
class ExistingAppTest extends WholeRuns {
    private static final String BROKEN = "failed one\nfailed two\nfailed three\nfailed four\n";

    private Ran proposed() throws Exception {
        return proposed("change", "x");
    }

    private static String pinned(String domain) {
        return "\nEXTRA_DOMAINS=\nLETS_ENCRYPT_ENV=\nSTACK_NAME=" + domain.replace('.', '_') + "\n";
    }

    @Test
    void the_base_is_installed_with_its_own_sample_and_the_commit_with_its_own() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=custom-html.example.com\nMODE=old\nGONE=1\n");
        fixture.commit("the base");
        write(
                ".env.sample",
                "RECIPE=custom-html\nDOMAIN=custom-html.example.com\nMODE=new\nNEW=www.custom-html.example.com\n");
        var state = folder.resolve("state");
        hook("install-steps.sh", "cat \"$CCCI_APP_ENV_FILE\" >>'" + state.resolve("made.env") + "'\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        var fresh = ran.results().domains().get(TestedApp.FRESH);
        var upgraded = ran.results().domains().get(TestedApp.UPGRADED);
        assertThat(fixture.text("made.env"))
                .isEqualTo("RECIPE=custom-html\nDOMAIN=" + fresh + "\nMODE=new\nNEW=www." + fresh + pinned(fresh)
                        + "RECIPE=custom-html\nDOMAIN=" + upgraded + "\nMODE=old\nGONE=1" + pinned(upgraded));
        assertThat(fixture.text("deployed.env")).contains("MODE=old\n", "GONE=1\n", "NEW=");
        assertThat(ran.results().notes())
                .anyMatch(note -> note.contains("the default of MODE from \"old\" to \"new\""))
                .anyMatch(note -> note.contains("no longer has GONE"));
    }

    @Test
    void an_overlay_is_there_at_every_deploy_and_named_in_the_settings() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\n");
        fixture.commit("the base");
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nNEW=1\n");
        HarnessFixture.write(
                folder.resolve("recipe-tests/custom-html/compose.ccci.yml"),
                "services: {app: {environment: {WORKERS: 1}}}\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env")).contains("COMPOSE_FILE=compose.yml:compose.ccci.yml\n");
        assertThat(fixture.text("deployed.files").lines()).contains("compose.ccci.yml");
        assertThat(ran.directory().report()).content().contains("compose.ccci.yml over app");
        nothingIsLeft();
    }

    @Test
    void a_compose_file_that_the_commit_s_sample_newly_chooses_is_adopted_as_without_the_folder() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\n");
        fixture.commit("the base");
        write("compose.cache.yml", "services: {app: {environment: [CACHE=1]}}\n");
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nCOMPOSE_FILE=compose.yml:compose.cache.yml\n");

        assertThat(proposed().exit()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env")).contains("COMPOSE_FILE=compose.yml:compose.cache.yml\n");

        overlay();
        assertThat(fixture.run().exit()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env"))
                .contains("COMPOSE_FILE=compose.yml:compose.cache.yml:compose.ccci.yml\n");
    }

    @Test
    void an_app_that_has_chosen_its_compose_files_keeps_them_as_without_the_folder() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nCOMPOSE_FILE=compose.yml\n");
        fixture.commit("the base");
        write("compose.cache.yml", "services: {app: {environment: [CACHE=1]}}\n");
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nCOMPOSE_FILE=compose.yml:compose.cache.yml\n");
        overlay();

        assertThat(proposed().exit()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.text("deployed.env")).contains("COMPOSE_FILE=compose.yml:compose.ccci.yml\n");
    }

    private void overlay() {
        HarnessFixture.write(
                folder.resolve("recipe-tests/custom-html/compose.ccci.yml"),
                "services: {app: {environment: {WORKERS: 1}}}\n");
    }

    @Test
    void an_upgrade_that_breaks_on_a_compose_file_that_is_gone_says_so_and_what_helps() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nCOMPOSE_FILE=compose.yml:compose.old.yml\n");
        write("compose.old.yml", "services: {app: {environment: [OLD=1]}}\n");
        fixture.commit("the base");
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nCOMPOSE_FILE=compose.yml\n");
        Files.delete(fixture.recipe().resolve("compose.old.yml"));
        fixture.remove("compose.old.yml");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("upgrade");
        assertThat(ran.message())
                .startsWith("apps that exist cannot be upgraded")
                .contains("the commit no longer has compose.old.yml", "release note", "upgrade.env in recipe.yml");
        nothingIsLeft();

        settings("upgrade: {env: {COMPOSE_FILE: compose.yml}}");
        assertThat(fixture.run().exit()).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void an_upgrade_that_fails_tells_what_apps_that_exist_keep() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nMODE=old\n");
        fixture.commit("the base");
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nMODE=new\n");
        hook(
                "pre-upgrade.sh",
                "printf '" + BROKEN.replace("\n", "\\n") + "' >'" + folder.resolve("state/task") + "'\n");

        var ran = proposed();

        assertThat(ran.results().failure().orElseThrow().stage()).as(ran.log()).isEqualTo("upgrade");
        assertThat(ran.results().failure().orElseThrow().details().get(0))
                .contains("the default of MODE from \"old\" to \"new\": apps that exist keep \"old\"");
    }
}
