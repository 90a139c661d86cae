package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe's own scripts in whole runs, on fakes of abra, Docker and Traefik. */
class HooksTest {
    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
        fixture.steer("labels", "backupbot.backup=true\n");
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void hook(String name, String script) {
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/hooks").resolve(name), script);
    }

    @Test
    void each_hook_runs_once_for_each_app_before_what_it_is_for() throws Exception {
        var calls = folder.resolve("state/abra.calls");
        for (var name : new String[] {"install-steps", "pre-install", "pre-upgrade", "pre-backup", "pre-restore"}) {
            hook(name + ".sh", "echo hook " + name + " >>" + calls + "\n");
        }
        HarnessFixture.write(fixture.recipe().resolve("more"), "x");
        fixture.propose("change");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(fixture.calls()
                        .lines()
                        .filter(line -> !line.startsWith("recipe lint"))
                        .map(line -> line.replaceAll(" cust-.*| custom-html .*", ""))
                        .toList())
                .startsWith(
                        "app new",
                        "hook install-steps",
                        "app secret generate",
                        "hook pre-install",
                        "app deploy",
                        "app undeploy",
                        "app volume rm",
                        "app secret rm",
                        "app rm",
                        "app new",
                        "hook install-steps",
                        "app secret generate",
                        "hook pre-install",
                        "app deploy",
                        "hook pre-upgrade",
                        "app deploy",
                        "hook pre-backup",
                        "app backup create",
                        "app backup snapshots",
                        "app backup download",
                        "hook pre-restore",
                        "app restore",
                        "app undeploy");
        assertThat(ran.log()).contains("hooks/pre-backup.sh");
    }

    @Test
    void a_hook_sees_the_app_s_address_and_nothing_secret() {
        hook("pre-install.sh", "env | sort; pwd");

        var ran = fixture.run();

        var domain = ran.domain();
        assertThat(ran.log())
                .contains("| CCCI_APP=" + domain, "| CCCI_APP_URL=https://" + domain, "| CCCI_RECIPE=custom-html")
                .contains("| CCCI_STACK=" + domain.replace('.', '_'))
                .contains("| " + folder.resolve("recipe-tests/custom-html"))
                .doesNotContain("must-not-be-passed-on");
    }

    @Test
    void install_steps_may_write_the_app_s_variables() {
        hook("install-steps.sh", "echo COLOUR=blue >>\"$CCCI_APP_ENV_FILE\"");

        fixture.run();

        assertThat(fixture.text("deployed.env")).endsWith("COLOUR=blue\n");
    }

    @Test
    void a_hook_that_fails_ends_the_run_with_its_own_words() {
        hook("pre-backup.sh", "echo no such bucket >&2; exit 7");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("backup");
        assertThat(ran.message()).isEqualTo("hooks/pre-backup.sh ended with exit code 7");
        assertThat(ran.results().failure().orElseThrow().details()).containsExactly("no such bucket");
        assertThat(fixture.docker.objects()).isEmpty();
    }

    @Test
    void row_16_what_a_hook_says_is_masked() {
        hook("pre-backup.sh", "echo the password is correct-horse-battery");

        assertThat(fixture.run().log()).contains("the password is ******").doesNotContain("correct-horse");
    }
}
