package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code abra app new}. */
class AppNewCommandTest extends CommandLineFixture {
    @Test
    @Assumes("app-new.file")
    void app_new_copies_the_sample_with_its_own_domain() throws Exception {
        assertThat(created("-n", "app", "new", "custom-html", "-s", "default", "-D", DOMAIN))
                .contains("DOMAIN=" + DOMAIN)
                .contains("`www." + DOMAIN + "`")
                .contains("SECRET_AUTH_PASS_VERSION=v1 # length=32")
                .doesNotContain("example.com");
    }

    @Test
    @Assumes({"app-new.moves", "app-new.pins"})
    void app_new_moves_the_checkout_to_the_newest_release_and_pins_it() throws Exception {
        recipe.commit("friendlier-page");
        assertThat(created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o"))
                .contains("RECIPE=custom-html:1.1.0+1.35.0\n");
        assertThat(Files.readString(recipe.folder().resolve("index.html"))).contains("It works");
    }

    @Test
    void app_new_of_a_version_checks_that_out() throws Exception {
        assertThat(created("app", "new", "custom-html", "1.0.0+1.35.0", "-s", "default", "-D", DOMAIN, "-n", "-o"))
                .contains("RECIPE=custom-html:1.0.0+1.35.0\n");
        assertThat(recipe.folder().resolve("404.html")).doesNotExist();
    }

    @Test
    void app_new_with_chaos_takes_the_recipe_as_it_lies_there() throws Exception {
        recipe.commit("friendlier-page");
        Files.writeString(recipe.folder().resolve("notes"), "untracked");
        assertThat(created("app", "new", "custom-html", "-C", "-s", "default", "-D", DOMAIN, "-n", "-o"))
                .contains("RECIPE=custom-html:" + recipe.head() + "+U\n");
    }

    @Test
    void app_new_refuses_a_dirty_tree_without_chaos() throws Exception {
        Files.writeString(recipe.folder().resolve("notes"), "untracked");
        refused("has locally unstaged changes", "app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        assertThat(envFile()).doesNotExist();
    }

    @Test
    @Assumes("app-new.version-or-chaos")
    void app_new_refuses_chaos_with_a_version() {
        var outcome = refused(
                "cannot use [version] and --chaos",
                "app",
                "new",
                "custom-html",
                "1.0.0+1.35.0",
                "-C",
                "-s",
                "default",
                "-D",
                DOMAIN);
        Assumptions.assertHolds("app-new.version-or-chaos", outcome);
    }

    @Test
    @Assumes("app-new.twice")
    void app_new_refuses_an_app_that_exists_and_leaves_the_checkout_alone() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.commit("friendlier-page");
        var outcome = refused("already exists", "app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        Assumptions.assertHolds("app-new.twice", outcome);
        assertThat(Files.readString(recipe.folder().resolve("index.html"))).contains("Welcome");
    }

    @Test
    void app_new_refuses_a_recipe_that_is_not_there_when_offline() {
        refused(
                "unknown recipe nothing-like-it",
                "app",
                "new",
                "nothing-like-it",
                "-s",
                "default",
                "-D",
                DOMAIN,
                "-n",
                "-o");
    }

    @Test
    void app_new_names_the_address_of_a_recipe_that_cannot_be_cloned() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"nothing-like-it\": {\"repository\": \""
                        + folder.resolve("nowhere").toUri() + "\"}}");
        refused("nowhere", "app", "new", "nothing-like-it", "-s", "default", "-D", DOMAIN, "-n");
    }

    @Test
    void app_new_clones_a_recipe_from_where_the_catalogue_says() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"another\": {\"repository\": \"" + recipe.folder().toUri() + "\"}}");
        assertThat(created("app", "new", "another", "-s", "default", "-D", DOMAIN, "-n"))
                .contains("TIMEOUT=120");
        assertThat(folder.resolve("recipes/another/compose.yml")).exists();
    }

    @Test
    void app_new_with_nobody_to_ask_needs_a_server_and_a_domain() {
        refused("no server given", "app", "new", "custom-html", "-D", DOMAIN, "-n", "-o");
        refused("no domain given", "app", "new", "custom-html", "-s", "default", "-n", "-o");
    }

    @Test
    void app_new_with_somebody_to_ask_takes_the_only_server() throws Exception {
        assertThat(created("app", "new", "custom-html", "-D", DOMAIN, "-o")).contains("DOMAIN=" + DOMAIN);
    }

    @Test
    void app_new_refuses_an_unknown_server() {
        refused("unknown server nowhere", "app", "new", "custom-html", "-s", "nowhere", "-D", DOMAIN, "-n", "-o");
    }

    @Test
    void app_new_refuses_names_of_secrets_that_get_too_long() throws Exception {
        var compose = recipe.folder().resolve("compose.yml");
        Files.writeString(
                compose,
                Files.readString(compose)
                        .replace("auth_pass", "the_password_of_the_operator")
                        .replace("AUTH_PASS", "THE_PASSWORD_OF_THE_OPERATOR"));
        var sample = recipe.folder().resolve(".env.sample");
        Files.writeString(sample, Files.readString(sample).replace("AUTH_PASS", "THE_PASSWORD_OF_THE_OPERATOR"));
        var domain = "a".repeat(40) + ".ci.localhost";
        refused(
                "secret the_password_of_the_operator is > 64 chars when combined with " + "a".repeat(40) + "_ci_l",
                "app",
                "new",
                "custom-html",
                "-C",
                "-s",
                "default",
                "-D",
                domain,
                "-n",
                "-o");
        assertThat(folder.resolve("servers/default/" + domain + ".env")).doesNotExist();
    }
}
