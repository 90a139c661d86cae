package coop.ccci.sandbox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportsTest {
    @Test
    void variables_arrive_in_the_shell_and_in_its_children() throws IOException {
        var exports = new Exports(Map.of("SECRET", "it's $5"), Optional.empty());
        assertThat(shell(exports.forShell() + "sh -c 'printf %s \"$SECRET\"'")).isEqualTo("it's $5");
    }

    @Test
    void the_folder_of_the_stand_in_goes_first_on_the_path() throws IOException {
        var exports = new Exports(Map.of(), Optional.of(Path.of("/sand box/bin")));
        assertThat(shell(exports.forShell() + "printf %s \"$PATH\"")).startsWith("/sand box/bin:/");
    }

    @Test
    void read_twice_the_path_has_the_folder_once() throws IOException {
        var exports = new Exports(Map.of(), Optional.of(Path.of("/sandbox/bin")));
        var path = shell(exports.forShell() + exports.forShell() + "printf %s \"$PATH\"");
        assertThat(path.split(":", -1)).containsOnlyOnce("/sandbox/bin");
    }

    @Test
    void row_1_a_run_is_told_where_things_are_and_no_secret() {
        var exports = new Exports(
                        Map.of("GITEA_TOKEN", "s3cr3t", "CCCI_ZONE", "ci.localhost", "WEBHOOK_SECRET", "s3cr3t"),
                        Optional.empty())
                .with(Map.of("DRONE_TOKEN", "s3cr3t"));
        assertThat(exports.forRuns()).isEqualTo(Map.of("CCCI_ZONE", "ci.localhost"));
        assertThat(exports.variables()).containsKey("DRONE_TOKEN");
    }

    private static String shell(String script) throws IOException {
        var shell = new ProcessBuilder("sh", "-eu", "-c", script).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
