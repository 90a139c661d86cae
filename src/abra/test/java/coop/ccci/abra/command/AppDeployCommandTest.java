package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What {@code abra app deploy} refuses before it asks Docker. */
class AppDeployCommandTest extends CommandLineFixture {
    @Test
    void a_deploy_of_an_unknown_app_is_refused() {
        refused("cannot find app with name " + DOMAIN, "app", "deploy", DOMAIN, "-n", "-C");
    }

    @Test
    @Assumes("deploy.refuses-dirty")
    void a_deploy_without_chaos_refuses_a_dirty_tree_before_it_asks_docker() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        Files.writeString(recipe.folder().resolve("notes"), "untracked");
        Assumptions.assertHolds(
                "deploy.refuses-dirty",
                refused("has locally unstaged changes", "app", "deploy", DOMAIN, "-n", "-o", "-D"));
    }

    @Test
    void a_deploy_takes_a_version_or_chaos_and_not_both() {
        refused("cannot use [version] and --chaos", "app", "deploy", DOMAIN, "1.0.0+1.35.0", "-C", "-n", "-o");
    }

    @Test
    void nobody_to_answer_ends_a_deploy_that_asks() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        var outcome = abra.run("app", "deploy", DOMAIN, "-o", "-C", "-D");
        assertThat(outcome.err()).contains("FATA nobody answered: pass --no-input");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(abra.reading("no\n")
                        .run("app", "deploy", DOMAIN, "-o", "-C", "-D")
                        .err())
                .contains("FATA exiting as requested");
    }

    @Test
    @Assumes("deploy.refuses-lightweight")
    void a_lightweight_tag_stops_every_deploy_without_chaos_by_r014() throws Exception {
        created("app", "new", "custom-html", "1.0.0+1.35.0", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.tag("1.2.0+1.35.0", false);
        Assumptions.assertHolds(
                "deploy.refuses-lightweight", refused("R014", "app", "deploy", DOMAIN, "-n", "-o", "-D"));
    }

    @Test
    void a_broken_lint_rule_of_severity_error_stops_a_deploy_without_chaos() throws Exception {
        recipe.edit("compose.yml", "traefik.enable=true", "traefik.enable=false")
                .commitAll("No routing")
                .tag("1.2.0+1.35.0", true);
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        refused("R010", "app", "deploy", DOMAIN, "-n", "-o", "-D");
    }

    @Test
    @Assumes("deploy.refuses-duration")
    void durations_are_checked_before_variables_are_replaced() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.edit("compose.yml", "start_period: 2s", "start_period: ${START_PERIOD:-2s}");
        Assumptions.assertHolds(
                "deploy.refuses-duration",
                refused("Does not match format 'duration'", "app", "deploy", DOMAIN, "-n", "-o", "-C", "-D"));
    }

    @Test
    void a_deploy_with_chaos_of_what_is_no_checkout_is_refused() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        Files.move(recipe.folder().resolve(".git"), folder.resolve("gone"));
        refused("is not a git checkout", "app", "deploy", DOMAIN, "-n", "-o", "-C", "-D");
    }
}
