package coop.ccci.reconcile.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bridge, ledger and dashboard as services of a real swarm, of the image that {@code bridge-image} makes, reached through the
 * sandbox's proxy.
 * It loads an image of a quarter of a gigabyte, so only {@code ./cc-ci test --all} does it.
 */
@EnabledIfEnvironmentVariable(named = "CCCI_TEST_ALL", matches = ".+", disabledReason = "./cc-ci test --all does this")
class BridgeOnSwarmIT {
    private static final Duration MINUTES = Duration.ofMinutes(12);

    @TempDir
    private Path folder;

    private final String domain =
            "bridge-" + UUID.randomUUID().toString().substring(0, 8) + "." + System.getenv("CCCI_ZONE");
    private ProgramCaller programs;
    private String installed;

    @BeforeEach
    void setUp() {
        programs = new ProcessCaller(Map.of(
                "ABRA_DIR", folder.resolve("abra").toString(),
                "CCCI_LOCK_DIR", folder.resolve("locks").toString()));
        installed = folder.resolve("installed").toString();
        assertThat(call(System.getProperty("ccci.command"), "install", "--built", installed)
                        .well())
                .isTrue();
    }

    @AfterEach
    void tearDown() {
        call("docker", "stack", "rm", "cc-ci-dashboard");
        call("docker", "stack", "rm", "cc-ci");
        for (var service : List.of("cc-ci_bridge", "cc-ci_ledger", "cc-ci-dashboard_dashboard")) {
            call("docker", "ps", "--all", "--quiet", "--filter", "label=com.docker.swarm.service.name=" + service)
                    .output()
                    .lines()
                    .forEach(container -> call("docker", "rm", "--force", container));
        }
        call("docker", "network", "rm", "cc-ci_ledger");
        call("docker", "secret", "ls", "--quiet", "--filter", "name=cc-ci_")
                .output()
                .lines()
                .forEach(secret -> call("docker", "secret", "rm", secret));
        call("docker", "image", "ls", "--quiet", "cc-ci-bridge")
                .output()
                .lines()
                .forEach(image -> call("docker", "image", "rm", image));
    }

    @Test
    void pages_and_deliveries_are_served_by_two_services_and_a_second_reconciliation_does_nothing() throws IOException {
        configure(
                call(installed + "/share/cc-ci/bridge-image", "--tag").output().strip());

        var made = host();
        assertThat(made.code()).as(made.output() + made.errors()).isZero();
        assertThat(made.output().lines()).contains("bridge: deployed the bridge", "dashboard: deployed the dashboard");
        assertThat(host().output()).isEqualTo("swarm: unchanged\nbridge: unchanged\ndashboard: unchanged\n");
        assertThat(call("docker", "service", "logs", "cc-ci_ledger").output()).doesNotContain("ERROR");
    }

    private void configure(String tag) throws IOException {
        call("install", "-d", "-o", "65532", folder.resolve("bridge").toString());
        call("install", "-d", "-m", "0777", folder.resolve("ledger/volume").toString());
        call(
                "install",
                "-d",
                "-g",
                "65532",
                "-m",
                "0775",
                folder.resolve("runs").toString());
        var proxy = Path.of(System.getenv("CCCI_SANDBOX_DIR")).resolve("traefik");
        var secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef01234567");
        Files.writeString(
                folder.resolve("host.json"),
                """
                {
                  "version": 1, "domain": "%1$s", "parts": ["swarm", "bridge", "dashboard"], "dashboard": {},
                  "proxy": {"recipe": "traefik", "version": "none", "domain": "none",
                    "certificate": "%2$s/zone.pem", "key": "%2$s/zone.key"},
                  "bridge": {
                    "domain": "%1$s", "runs": "%3$s/runs", "ledgerImage": "%7$s/ccci/postgresql:15",
                    "image": {"name": "cc-ci-bridge", "tag": "%4$s", "archive": "%5$s/share/cc-ci/bridge-image"},
                    "secrets": {"DRONE_TOKEN_FILE": "%6$s", "GITEA_TOKEN_FILE": "%6$s", "WEBHOOK_SECRET_FILE": "%6$s"},
                    "settings": {"CCCI_ENGINE": "drone", "CCCI_HTTP_HOST": "0.0.0.0", "CI_REPO": "operators/cc-ci",
                      "CCCI_PUBLIC_URL": "https://%1$s", "DRONE_URL": "https://drone.invalid",
                      "GITEA_URL": "https://git.invalid", "POLL_REPOS": "recipe-maintainers/custom-html"}
                  }
                }
                """
                        .formatted(domain, proxy, folder, tag, installed, secret, System.getenv("CCCI_REGISTRY")));
    }

    private CallOutput host() {
        return call(
                installed + "/bin/cc-ci",
                "host",
                "reconcile",
                "all",
                "--config",
                folder.resolve("host.json").toString());
    }

    private CallOutput call(String... words) {
        return programs.call(List.of(words), "", MINUTES);
    }
}
