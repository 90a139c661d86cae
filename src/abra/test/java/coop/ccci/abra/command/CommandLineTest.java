package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a whole, and what lists what is in the abra folder. */
class CommandLineTest extends OnCommandLine {
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
}
