package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a whole, and what lists what is in the abra folder. */
class CommandLineTest extends CommandLineFixture {
    @Test
    void the_version_says_that_it_is_a_stand_in() {
        var outcome = abra.run("--version");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("stand-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app ", "app backup ", "app secret ", "app volume ", "recipe ", "server "})
    void every_group_of_commands_has_help(String group) {
        var outcome = abra.run((group + "--help").split(" "));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith(("Usage: abra " + group).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "explode, abra",
        "app explode, abra app",
        "app logs cust-0a1b2c.ci.localhost, abra app",
        "app volume ls cust-0a1b2c.ci.localhost, abra app volume",
        "recipe ls, abra recipe",
    })
    void an_unknown_command_is_fatal_in_the_words_of_cobra(String command, String group) {
        var words = command.split(" ", -1);
        var outcome = abra.run(words);
        var unknown = words[group.split(" ", -1).length - 1];
        assertThat(outcome.err()).isEqualTo("FATA unknown command \"" + unknown + "\" for \"" + group + "\"\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void an_unknown_flag_is_fatal() {
        refused("Unknown option: '--releasenotes'", "app", "upgrade", DOMAIN, "--releasenotes");
    }

    @Test
    void the_help_of_an_unknown_command_is_that_of_its_group_as_abra_does_it() {
        var outcome = abra.run("app", "logs", "--help");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("Usage: abra app").doesNotContain("abra app logs");
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
    void app_ls_chooses_by_server() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        assertThat(abra.run("app", "ls", "-s", "other").out()).doesNotContain(DOMAIN);
        assertThat(abra.run("app", "ls", "-s", "default").out()).contains(DOMAIN);
    }

    @Test
    void server_ls_as_json_is_a_list_of_names_and_hosts() throws Exception {
        assertThat(abra.run("server", "ls", "-m").out().strip())
                .isEqualTo("[{\"name\":\"default\",\"host\":\"local\"}]");
    }
}
