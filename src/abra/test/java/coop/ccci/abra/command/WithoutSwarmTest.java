package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.Assumes;
import coop.ccci.abra.Assumptions;
import java.nio.file.Files;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about a deployed app say before they ask Docker. */
class WithoutSwarmTest extends CommandLineFixture {
    /** The refusal of a command that has brought the recipe's checkout where it wants it, and has no terminal. */
    private static final String TTY = "the input device is not a TTY";

    private static final String SNAPSHOTS = "app backup snapshots " + DOMAIN;

    @BeforeEach
    void pinToTheFirstRelease() throws Exception {
        created("app", "new", "custom-html", "1.0.0+1.35.0", "-s", "default", "-D", DOMAIN, "-n", "-o");
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
    @Assumes("backup.terminal")
    void a_program_in_a_container_wants_a_terminal(String command) {
        Assumptions.assertHolds("backup.terminal", refused(TTY, command.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app backup create ", "app restore ", "app secret generate -a ", "app upgrade "})
    void a_dirty_tree_is_refused_without_chaos(String command) throws Exception {
        Files.writeString(recipe.folder().resolve("compose.ccci.yml"), "version: \"3.8\"\n");
        refused("has locally unstaged changes", command + DOMAIN + " -n -o");
    }

    @Test
    void a_command_checks_out_the_version_that_the_env_pins() {
        refused(TTY, SNAPSHOTS + " -o");
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
        refused("cannot fetch custom-html", SNAPSHOTS);
        refused(TTY, SNAPSHOTS + " -o");
        refused(TTY, SNAPSHOTS + " -C");
    }

    @Test
    void with_chaos_the_checkout_stays_as_it_lies_there() {
        refused(TTY, SNAPSHOTS + " -o -C");
        assertThat(recipe.folder().resolve("404.html")).exists();
    }

    @Test
    void with_ignore_env_version_the_pin_does_not_count() {
        refused(TTY, SNAPSHOTS + " -o -i");
        assertThat(recipe.folder().resolve("404.html")).exists();
    }

    @Test
    void server_add_knows_only_this_machine() {
        refused("give --local", "server add");
        refused("give --local", "server add cloud.example.org");
    }

    private void refused(String why, String command) {
        refused(why, command.split(" ", -1));
    }
}
