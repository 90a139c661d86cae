package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every run is guarded by, in whole runs on fakes: secrets and images. */
class GuardsTest {
    private static final List<String> SECRETS = List.of(
            "token-of-the-environment", "login-in-an-address", "secret-of-a-file-0123", "correct-horse-battery");

    @TempDir
    Path folder;

    private HarnessFixture fixture;

    @BeforeEach
    void setUp() throws Exception {
        fixture = new HarnessFixture(folder);
        fixture.environment.put("FORGE_TOKEN", "token-of-the-environment");
        fixture.environment.put("GITEA_URL", "http://bot:login-in-an-address@127.0.0.1:9/");
        HarnessFixture.write(folder.resolve("secrets/drone"), "RPC_SECRET=secret-of-a-file-0123\n");
        fixture.environment.put("CCCI_SECRETS_DIR", folder.resolve("secrets").toString());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static void noneIn(Path artifacts) throws Exception {
        try (var files = Files.walk(artifacts)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRETS);
            }
        }
    }

    @Test
    void row_16_no_secret_of_any_source_stands_in_any_artifact_although_the_app_prints_them_all() throws Exception {
        fixture.steer("task", "failed one\nfailed two\nfailed three\nfailed " + SECRETS.get(0));
        fixture.steer("app.log", String.join("\n", SECRETS) + "\ncorrect-horse-\nbattery\nlast words");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("converge");
        assertThat(ran.log()).contains("last words", "failed: ******");
        noneIn(ran.directory().path());
    }

    @Test
    void row_16_an_app_that_prints_its_secret_has_not_passed() throws Exception {
        fixture.steer("app.log", "starting with password correct-horse-battery");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().flags().noSecretLeak()).isFalse();
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("scan");
        assertThat(ran.message()).contains("a secret of the app is in the log of the service app");
        noneIn(ran.directory().path());
    }

    @Test
    void row_16_an_artifact_with_a_secret_is_named_and_rewritten_and_the_run_is_not_green() throws Exception {
        HarnessFixture.write(fixture.runs.resolve("1/console.txt"), "somebody else wrote secret-of-a-file-0123\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.results().flags().noSecretLeak()).isFalse();
        assertThat(ran.message()).contains("a secret was found in console.txt, where it has been hidden now");
        assertThat(ran.directory().console()).hasContent("somebody else wrote ******");
        noneIn(ran.directory().path());
    }

    @Test
    void row_16_a_run_without_a_leak_says_so() {
        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.results().flags().noSecretLeak()).isTrue();
        assertThat(ran.log()).contains("no secret in any artifact, nor in the app's logs");
    }

    @Test
    void row_16_logs_that_cannot_be_read_are_not_called_free_of_secrets() {
        fixture.steer("unreadable-logs", "task-number-0");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log())
                .contains("no secret in any artifact; the app's logs could not all be searched: Docker cannot read the"
                        + " log of the service app")
                .doesNotContain("nor in the app's logs");
    }

    @Test
    void row_16_a_log_that_cannot_be_read_does_not_hide_a_secret_in_another() {
        fixture.steer("task", "shutdown\nrunning");
        fixture.steer("unreadable-logs", "task-number-0");
        fixture.steer("app.log", "starting with password correct-horse-battery");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.message()).contains("a secret of the app is in the log of the service app");
    }

    @Test
    void a_run_says_that_the_logins_to_registries_cannot_be_read_and_goes_on() {
        HarnessFixture.write(folder.resolve("docker/config.json"), "{\"auths\": hunter2hunter2}");
        fixture.environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.log())
                .contains("the logins to registries in " + folder.resolve("docker/config.json") + " cannot be read")
                .doesNotContain("hunter2");
    }

    @Test
    void row_16_no_secret_stands_in_the_arguments_of_any_process_of_a_run() throws Exception {
        fixture.steer("hang-on-deploy", "");
        var harness = fixture.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(folder.resolve("state/hanging")));

        var seen = ProcessHandle.current()
                .descendants()
                .map(process -> Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                .map(GuardsTest::read)
                .toList();

        assertThat(String.join("\n", seen)).contains("coop.ccci.harness.HarnessMain", "app\0deploy\0");
        assertThat(seen).noneMatch(arguments -> SECRETS.stream().anyMatch(arguments::contains));
        assertThat(harness.signal("TERM").exit()).isEqualTo(143);
    }

    @Test
    void row_16_a_login_on_the_command_line_is_refused_and_not_repeated() {
        var harness = fixture.start("--src", "https://bot:login-in-an-address@127.0.0.1:9/x.git");

        assertThat(harness.exit()).isEqualTo(2);
        assertThat(harness.console()).contains("by the variable SRC").doesNotContain("login-in-an-address");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    @Test
    void an_image_that_no_registry_has_fails_before_the_deploy() throws Exception {
        HarnessFixture.write(
                fixture.recipe().resolve("compose.yml"),
                "services: {app: {image: 'missing:1', deploy: {labels: [traefik.enable=true]}}}\n");
        fixture.commit("an image that is not there");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("prepull");
        assertThat(ran.message()).contains("the image missing:1 cannot be had");
        assertThat(fixture.calls()).doesNotContain("app deploy");
    }
}
