package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.HarnessFixture.Ran;
import org.junit.jupiter.api.Test;

/** What a recipe's {@code .env.sample} says: which recipe it is, and what abra has to do around a deploy. */
class SampleTest extends WholeRuns {
    private Ran proposed() throws Exception {
        return proposed("README.md", "changed");
    }

    @Test
    void what_the_settings_have_abra_do_after_a_deploy_and_an_upgrade_is_done() throws Exception {
        write(
                ".env.sample",
                "RECIPE=custom-html\nDOMAIN=x\nPOST_DEPLOY_CMDS=\"app seed a|app index\"\nPOST_UPGRADE_CMDS='app migrate'\n");
        fixture.commit("commands");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.calls().lines().filter(call -> call.startsWith("app command")))
                .map(call -> call.replaceFirst("app command \\S+ ", ""))
                .containsSubsequence("app seed -n -C -o -- a", "app index -n -C -o", "app migrate -n -C -o");
        assertThat(ran.log()).contains("POST_UPGRADE_CMDS: ran \"app migrate\"");
    }

    @Test
    void one_of_them_that_fails_fails_the_run_and_is_named() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nPOST_DEPLOY_CMDS=\"app seed\"\n");
        fixture.commit("commands");
        fixture.steer("fail-on-command", "seed in app ended with exit code 3");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message())
                .contains("POST_DEPLOY_CMDS")
                .contains("function seed of abra.sh failed in the service app");
    }

    @Test
    void an_abra_that_cannot_run_them_is_the_machine_s_fault() throws Exception {
        write(".env.sample", "RECIPE=custom-html\nDOMAIN=x\nPOST_DEPLOY_CMDS=\"app seed\"\n");
        fixture.commit("commands");
        fixture.steer("fail-on-command", "unknown command \"command\" for \"abra app\"");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.message()).contains("this machine's abra has no \"app command\"");
    }

    @Test
    void a_recipe_is_found_by_the_names_that_the_samples_of_both_versions_have() throws Exception {
        write(".env.sample", "TYPE=old-html\nDOMAIN=x\n");
        fixture.commit("another name");
        write(".env.sample", "RECIPE=git.example.org/coop/html\nDOMAIN=x\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        var recipes = ran.directory().abra().resolve("recipes");
        assertThat(recipes.resolve("old-html/compose.yml")).exists();
        assertThat(recipes.resolve("git_example_org_coop_html/compose.yml")).exists();
        assertThat(ran.log()).contains("the recipe is called git.example.org/coop/html (.env.sample:1 says RECIPE=");
    }

    @Test
    void a_sample_that_does_not_say_which_recipe_it_is_fails_with_the_line_to_add() throws Exception {
        write(".env.sample", "DOMAIN=x\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("add RECIPE=custom-html");
    }

    @Test
    void a_folder_that_names_the_repository_is_where_it_is_cloned_from_and_what_it_is_tested_with() throws Exception {
        HarnessFixture.write(
                folder.resolve("recipe-tests/html/recipe.yml"),
                "repository: coop/custom-html\nexpected_na:\n  upgrade: There is nothing to upgrade.\n");
        write(".env.sample", "RECIPE=html\nDOMAIN=x\n");

        var ran = proposed();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().tiers().get(1).reason()).contains("There is nothing to upgrade.");
        assertThat(ran.log()).doesNotContain("the recipe is called");
    }
}
