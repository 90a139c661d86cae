package coop.ccci.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChromiumTest {
    private static final Path FOLDER = Path.of("/tmp/browser");

    private static Chromium chromium() {
        return new Chromium(FOLDER.resolve("start"), FOLDER, "/runs/7/browser");
    }

    @Test
    void row_18_the_one_name_that_leads_anywhere_is_the_app_s() {
        assertThat(chromium().options("cust-0a1b2c.ci.test", Map.of()).args)
                .contains(
                        "--host-resolver-rules=MAP cust-0a1b2c.ci.test 127.0.0.1:8443,MAP * ~NOTFOUND",
                        "--no-proxy-server")
                .doesNotContain("--no-sandbox", "--no-zygote");
        assertThat(chromium().options("cust-0a1b2c.ci.test", Map.of()).chromiumSandbox)
                .isTrue();
    }

    @Test
    void row_1_the_browser_sees_nothing_of_the_environment_but_what_it_needs_and_writes_in_its_folder() {
        var own = Map.of(
                "PATH", "/usr/bin",
                "HOME", "/root",
                "DOCKER_CONFIG", "/root/.docker",
                "GITEA_TOKEN", "must-not-be-passed-on");

        var seen = chromium().options("cust-0a1b2c.ci.test", own).env;

        assertThat(seen)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", "/usr/bin",
                        "HOME", "/tmp/browser",
                        "TMPDIR", "/tmp/browser/tmp",
                        "CCCI_APP", "cust-0a1b2c.ci.test",
                        "CCCI_BROWSER", "/runs/7/browser"));
    }
}
