package coop.ccci.sandbox.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.sandbox.abra.AbraProcess;
import coop.ccci.sandbox.abra.SampleRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands do before, and without, any word with Docker. */
class CommandLineTest {
    private static final String DOMAIN = "cust-0a1b2c.ci.localhost";

    @TempDir
    private Path folder;

    private SampleRecipe recipe;
    private AbraProcess abra;

    @BeforeEach
    void an_abra_folder_with_a_recipe_and_a_server() throws Exception {
        Files.createDirectories(folder.resolve("servers/default"));
        recipe = SampleRecipe.released(folder.resolve("recipes/custom-html"), "127.0.0.1:5000");
        abra = new AbraProcess(folder);
    }

    @Test
    void the_version_says_that_it_is_a_stand_in() {
        var outcome = abra.run("--version");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("stand-in");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "app",
        "app deploy",
        "app upgrade",
        "app rollback",
        "app backup",
        "app backup create",
        "app restore",
        "app run",
        "app cmd",
        "app cp",
        "app logs",
        "app services",
        "app restart",
        "app check",
        "app env",
        "app secret",
        "app secret insert",
        "app volume rm",
        "recipe fetch",
        "recipe lint",
        "recipe versions",
        "server ls",
    })
    void every_command_has_help(String command) {
        var outcome = abra.run((command + " --help").strip().split(" ", -1));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("Usage: abra");
    }

    @Test
    void an_unknown_command_is_fatal_with_exit_code_1() {
        var outcome = abra.run("app", "explode");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("FATA ");
    }

    @Test
    void app_new_copies_the_sample_with_its_own_domain() throws Exception {
        assertThat(created("-n", "app", "new", "custom-html", "-s", "default", "-D", DOMAIN))
                .contains("DOMAIN=" + DOMAIN)
                .contains("`www." + DOMAIN + "`")
                .contains("SECRET_AUTH_PASS_VERSION=v1 # length=32")
                .doesNotContain("example.com");
    }

    @Test
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
    void app_new_refuses_chaos_with_a_version() {
        refused(
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
    }

    @Test
    void app_new_refuses_an_app_that_exists_and_leaves_the_checkout_alone() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.commit("friendlier-page");
        refused("already exists", "app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
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

    @Test
    void app_ls_as_json_is_keyed_by_server() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        var outcome = abra.run("app", "ls", "-m");
        assertThat(new JsonMapper().readTree(outcome.out()))
                .isEqualTo(new JsonMapper()
                        .readTree(
                                """
                        {"default": {
                          "apps": [{"server": "default", "recipe": "custom-html", "appName": "%s", "domain": "%s",
                            "status": "unknown", "chaos": "unknown", "chaosVersion": "unknown",
                            "autoUpdate": "unknown", "version": "unknown", "upgrade": "unknown"}],
                          "appCount": 1, "versionCount": 0, "unversionedCount": 1, "latestCount": 0,
                          "upgradeCount": 0}}
                        """
                                        .formatted(DOMAIN, DOMAIN)));
    }

    @Test
    void app_ls_chooses_by_recipe_and_server() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        assertThat(abra.run("app", "ls", "-r", "other").out()).doesNotContain(DOMAIN);
        assertThat(abra.run("app", "ls", "-s", "other").out()).doesNotContain(DOMAIN);
        assertThat(abra.run("app", "ls", "-s", "default", "-r", "custom-html").out())
                .contains(DOMAIN);
    }

    @Test
    void server_ls_as_json_is_a_list_of_names_and_hosts() throws Exception {
        assertThat(abra.run("server", "ls", "-m").out().strip())
                .isEqualTo("[{\"name\":\"default\",\"host\":\"local\"}]");
    }

    @Test
    void a_deploy_of_an_unknown_app_is_refused() {
        refused("cannot find app with name " + DOMAIN, "app", "deploy", DOMAIN, "-n", "-C");
    }

    @Test
    void a_deploy_without_chaos_refuses_a_dirty_tree_before_it_asks_docker() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        Files.writeString(recipe.folder().resolve("notes"), "untracked");
        refused("has locally unstaged changes", "app", "deploy", DOMAIN, "-n", "-o", "-D");
    }

    @Test
    void a_deploy_takes_a_version_or_chaos_and_not_both() {
        refused("cannot use [version] and --chaos", "app", "deploy", DOMAIN, "1.0.0+1.35.0", "-C", "-n", "-o");
    }

    @Test
    void a_lightweight_tag_stops_every_deploy_without_chaos_by_r014() throws Exception {
        created("app", "new", "custom-html", "1.0.0+1.35.0", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.tag("1.2.0+1.35.0", false);
        refused("R014", "app", "deploy", DOMAIN, "-n", "-o", "-D");
    }

    @Test
    void a_broken_lint_rule_of_severity_error_stops_a_deploy_without_chaos() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.edit("compose.yml", "traefik.enable=true", "traefik.enable=false")
                .commitAll("No routing");
        refused("R010", "app", "deploy", DOMAIN, "-n", "-o", "-D");
    }

    @Test
    void durations_are_checked_before_variables_are_replaced() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        recipe.edit("compose.yml", "start_period: 2s", "start_period: ${START_PERIOD:-2s}");
        refused("Does not match format 'duration'", "app", "deploy", DOMAIN, "-n", "-o", "-C", "-D");
    }

    @Test
    void a_deploy_with_chaos_of_what_is_no_checkout_is_refused() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        Files.move(recipe.folder().resolve(".git"), folder.resolve("gone"));
        refused("is not a git checkout", "app", "deploy", DOMAIN, "-n", "-o", "-C", "-D");
    }

    @Test
    void recipe_fetch_of_an_unknown_recipe_is_refused() throws Exception {
        Files.createDirectories(folder.resolve("catalogue"));
        Files.writeString(
                folder.resolve("catalogue/recipes.json"),
                "{\"nothing-like-it\": {\"repository\": \""
                        + folder.resolve("nowhere").toUri() + "\"}}");
        refused("unknown recipe nothing-like-it", "recipe", "fetch", "nothing-like-it");
    }

    private String created(String... arguments) throws Exception {
        var outcome = abra.run(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        return Files.readString(envFile());
    }

    private Path envFile() {
        return folder.resolve("servers/default/" + DOMAIN + ".env");
    }

    private void refused(String why, String... arguments) {
        var outcome = abra.run(arguments);
        assertThat(outcome.err()).startsWith("FATA ").contains(why);
        assertThat(outcome.exit()).isEqualTo(1);
    }
}
