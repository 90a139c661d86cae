package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a whole, and what lists what is in the abra folder. */
class CommandLineTest extends CommandLineFixture {
    @Test
    @Assumes({"abra.found", "abra.version"})
    void the_version_says_that_it_is_a_stand_in() {
        var outcome = abra.run("--version");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("stand-in");
        Assumptions.assertHolds("abra.version", outcome);
    }

    @Test
    @Assumes({"abra.exit-code", "abra.stderr"})
    void a_refusal_is_a_fatal_line_on_standard_error_and_exit_code_1() {
        var outcome = refused("cannot find app with name " + DOMAIN, "app", "ps", DOMAIN, "-n", "-o");
        assertThat(outcome.out()).isEmpty();
        Assumptions.assertHolds("abra.exit-code", outcome);
        Assumptions.assertHolds("abra.stderr", outcome);
    }

    @Test
    @Assumes("abra.position")
    void flags_of_the_program_stand_before_and_after_a_command() {
        var after = abra.run("app", "ls", "-m", "-n", "-o");
        assertThat(after.exit()).isZero();
        assertThat(abra.run("-n", "-o", "app", "ls", "-m")).isEqualTo(after);
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
    @Assumes({"folder.abra-dir", "folder.pin", "app-ls.shape"})
    void app_ls_as_json_is_keyed_by_server() throws Exception {
        created("app", "new", "custom-html", "-s", "default", "-D", DOMAIN, "-n", "-o");
        var outcome = abra.run("app", "ls", "-m");
        Assumptions.assertHolds(
                "app-ls.shape", new JsonMapper().readTree(outcome.out()).at("/default/apps/0"));
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
    @Assumes("server-ls.shape")
    void server_ls_as_json_is_a_list_of_names_and_hosts() throws Exception {
        var list = abra.run("server", "ls", "-m").out();
        Assumptions.assertHolds(
                "server-ls.shape", new JsonMapper().readTree(list).get(0));
        assertThat(list.strip()).isEqualTo("[{\"name\":\"default\",\"host\":\"local\"}]");
    }
}
