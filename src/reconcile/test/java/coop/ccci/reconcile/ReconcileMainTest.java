package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line answers to somebody who asks for what is not there. */
class ReconcileMainTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void a_configuration_that_is_not_there_is_a_wrong_argument() {
        assertThat(execute("status", "--config", "/nowhere/host.json")).isEqualTo(2);
        assertThat(errors.toString()).startsWith("cc-ci host: /nowhere/host.json: it cannot be read");
    }

    @Test
    void a_part_that_does_not_exist_or_that_this_host_does_not_have_is_a_wrong_argument() throws IOException {
        var file = Files.writeString(
                folder.resolve("host.json"), "{\"version\":1,\"domain\":\"a.b\",\"parts\":[\"swarm\"]}");

        assertThat(execute("reconcile", "traefik", "--check", "--config", file.toString()))
                .isEqualTo(2);
        assertThat(execute("reconcile", "drone", "--check", "--config", file.toString()))
                .isEqualTo(2);

        assertThat(errors.toString())
                .contains("there is no part \"traefik\"; there are swarm, proxy")
                .contains("this host has no drone; its configuration names swarm");
    }

    @Test
    void a_person_s_abra_is_that_of_the_units_unless_the_environment_names_another() {
        assertThat(HostOptions.abra(Map.of("HOME", "/root"))).isEqualTo(Path.of("/var/lib/cc-ci/abra"));
        assertThat(HostOptions.abra(Map.of("ABRA_DIR", "/srv/abra"))).isEqualTo(Path.of("/srv/abra"));
    }

    private int execute(String... arguments) {
        return ReconcileMain.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }
}
