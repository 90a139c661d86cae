package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.AbraProcess;
import coop.ccci.abra.SampleRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about a deployed app say before they ask Docker. */
class WithoutSwarmTest {
    private static final String DOMAIN = "cust-0a1b2c.ci.localhost";

    @TempDir
    private Path folder;

    private SampleRecipe recipe;
    private AbraProcess abra;

    @BeforeEach
    void an_app_that_is_pinned_to_the_first_release() throws Exception {
        Files.createDirectories(folder.resolve("servers/default"));
        recipe = SampleRecipe.released(folder.resolve("recipes/custom-html"), "127.0.0.1:5000");
        abra = new AbraProcess(folder);
        done("app new custom-html 1.0.0+1.35.0 -s default -D " + DOMAIN + " -n -o");
        recipe.checkout("1.1.0+1.35.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app backup create " + DOMAIN + " -n -o -C",
                "app backup list " + DOMAIN + " -n -o -C",
                "app backup snapshots " + DOMAIN + " -n -o -C",
                "app backup download " + DOMAIN + " -n -o -C",
                "app restore " + DOMAIN + " -n -o -C",
                "app run " + DOMAIN + " app ls",
            })
    void a_program_in_a_container_wants_a_terminal(String command) {
        refused("the input device is not a TTY", command);
    }

    @Test
    void a_function_in_a_container_wants_a_terminal() throws Exception {
        Files.writeString(recipe.folder().resolve("abra.sh"), "greet() {\n    echo hello\n}\n");
        refused("the input device is not a TTY", "app cmd " + DOMAIN + " app greet -C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app backup create ", "app restore ", "app check ", "app upgrade ", "app rollback "})
    void a_dirty_tree_is_refused_without_chaos(String command) throws Exception {
        Files.writeString(recipe.folder().resolve("compose.ccci.yml"), "version: \"3.8\"\n");
        refused("has locally unstaged changes", command + DOMAIN + " -n -o");
    }

    @Test
    void a_command_checks_out_the_version_that_the_env_pins() {
        done("app check " + DOMAIN + " -o");
        assertThat(recipe.folder().resolve("404.html")).doesNotExist();
    }

    @Test
    void an_origin_that_cannot_be_reached_stops_a_command_that_has_neither_chaos_nor_offline() throws Exception {
        try (var git = Git.open(recipe.folder().toFile())) {
            git.remoteAdd()
                    .setName("origin")
                    .setUri(new URIish(folder.resolve("nowhere").toUri().toString()))
                    .call();
        }
        refused("cannot fetch custom-html", "app check " + DOMAIN);
        done("app check " + DOMAIN + " -o");
        done("app check " + DOMAIN + " -C");
    }

    @Test
    void with_chaos_the_checkout_stays_as_it_lies_there() {
        done("app check " + DOMAIN + " -o -C");
        assertThat(recipe.folder().resolve("404.html")).exists();
    }

    @Test
    void with_ignore_env_version_the_pin_does_not_count() {
        done("app check " + DOMAIN + " -o -i");
        assertThat(recipe.folder().resolve("404.html")).exists();
    }

    @Test
    void check_shows_which_variables_of_the_sample_are_missing() throws Exception {
        var env = folder.resolve("servers/default/" + DOMAIN + ".env");
        Files.writeString(env, Files.readString(env).replace("TIMEOUT=120\n", ""));
        var shown = done("app check " + DOMAIN + " -o -C");
        assertThat(shown).containsPattern("DOMAIN +✅").containsPattern("TIMEOUT +❌");
        assertThat(done("app env " + DOMAIN + " -o -C")).isEqualTo(shown);
    }

    @Test
    void a_function_that_abra_sh_does_not_have_is_refused() {
        refused("custom-html doesn't have a nothing function", "app cmd " + DOMAIN + " app nothing -T -o -C");
    }

    @Test
    void no_code_of_a_recipe_runs_on_this_machine() {
        refused("--local", "app cmd " + DOMAIN + " app nothing --local -o -C");
    }

    @Test
    void cp_wants_exactly_one_side_in_a_container() {
        refused("service:/path", "app cp " + DOMAIN + " here there");
        refused("service:/path", "app cp " + DOMAIN + " app:/here app:/there");
    }

    @Test
    void restart_wants_one_service_or_all() {
        refused("give one service", "app restart " + DOMAIN);
        refused("give one service", "app restart " + DOMAIN + " app -a");
    }

    @Test
    void download_refuses_secrets_which_no_snapshot_holds() {
        refused("hold no secrets", "app backup download " + DOMAIN + " --secrets -o -C");
    }

    @Test
    void server_add_knows_only_this_machine() {
        refused("give --local", "server add");
        refused("give --local", "server add cloud.example.org");
    }

    @Test
    void recipe_versions_has_a_row_per_service_and_release_the_newest_first() throws Exception {
        assertThat(new JsonMapper().readTree(done("recipe versions custom-html -m -o")))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                        [{"service": "app", "image": "127.0.0.1:5000/ccci/web", "tag": "1.35.0",
                          "version": "1.1.0+1.35.0"},
                         {"service": "app", "image": "127.0.0.1:5000/ccci/web", "tag": "1.35.0",
                          "version": "1.0.0+1.35.0"}]
                        """));
    }

    @Test
    void recipe_versions_of_a_recipe_without_releases_is_fatal() throws Exception {
        SampleRecipe.in(folder.resolve("recipes/fresh"), "127.0.0.1:5000").commit("release-1.0.0");
        refused("has no released versions", "recipe versions fresh -o");
    }

    private String done(String command) {
        var outcome = abra.run(command.split(" ", -1));
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private void refused(String why, String command) {
        var outcome = abra.run(command.split(" ", -1));
        assertThat(outcome.err()).startsWith("FATA ").contains(why);
        assertThat(outcome.exit()).isEqualTo(1);
    }
}
