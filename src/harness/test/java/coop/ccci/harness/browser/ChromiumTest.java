package coop.ccci.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChromiumTest {
    private static final Path FOLDER = Path.of("/runs/7/browser");

    private static Chromium chromium(Optional<Ingress> ingress) {
        return new Chromium(Path.of("/usr/bin/chromium"), FOLDER, new Zone("ci.test"), ingress);
    }

    private static List<String> arguments(Optional<Ingress> ingress) {
        return chromium(ingress).options("cust-0a1b2c.ci.test", Map.of()).args;
    }

    @Test
    void names_of_the_zone_lead_to_the_ingress_and_no_other_name_anywhere() {
        assertThat(arguments(Optional.of(new Ingress("127.0.0.1", 8443))))
                .contains("--host-resolver-rules=MAP *.ci.test 127.0.0.1:8443,MAP * ~NOTFOUND", "--no-proxy-server");
    }

    @Test
    void without_an_ingress_only_names_of_the_zone_are_looked_up() {
        assertThat(arguments(Optional.empty())).contains("--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE *.ci.test");
    }

    @Test
    void row_1_the_browser_sees_nothing_of_the_environment_but_what_it_needs_and_writes_in_its_folder() {
        var own = Map.of(
                "PATH", "/usr/bin",
                "HOME", "/root",
                "DOCKER_CONFIG", "/root/.docker",
                "GITEA_TOKEN", "must-not-be-passed-on");

        var seen = chromium(Optional.empty()).options("cust-0a1b2c.ci.test", own).env;

        assertThat(seen)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", "/usr/bin",
                        "HOME", "/runs/7/browser",
                        "TMPDIR", "/runs/7/browser/tmp",
                        "CCCI_APP", "cust-0a1b2c.ci.test",
                        "CCCI_BROWSER", "/runs/7/browser"));
    }
}
