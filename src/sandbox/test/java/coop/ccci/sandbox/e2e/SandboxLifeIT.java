package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One sandbox from nothing to nothing, with a crash in between; the tests are the stations of its life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxLifeIT {
    /** Whatever must not change when nothing is to be done. */
    private static final String IDENTITIES =
            "docker service ls -q; docker ps -q --no-trunc; docker network ls -q; pgrep -x dockerd; pgrep -x gitea;"
                    + " pgrep -x docker-registr; pgrep -x drone-server; pgrep -x drone-runner-ex; cd \"$CCCI_SANDBOX_DIR\""
                    + " && cat gitea/accounts/* traefik/*.pem settings";

    private static final String PULLS =
            "curl -fsS 'http://127.0.0.1:3000/api/v1/repos/recipe-maintainers/custom-html/pulls?state=all'"
                    + " | tr ',' '\\n' | grep -E '^\"(number|title)\"|\"sha\"'";

    private static final String DRONE = "curl -fsS -H \"Authorization: Bearer $(cat $CCCI_SANDBOX_DIR/drone/token)\""
            + " http://127.0.0.1:3001/api/repos/root-admin/cc-ci";

    /** VXLAN, which the kernel opens for any overlay network and which nothing can bind; see docs/adr/0008. */
    private static final String KERNELS_OVERLAY_PORT = "0.0.0.0:4789";

    private MachineFixture machine;

    @BeforeAll
    void come_up_from_nothing() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a machine of its own needs root");
        machine = MachineFixture.setUp();
        assertUp();
    }

    @AfterAll
    void leave() throws Exception {
        if (machine != null) {
            machine.tearDown();
        }
    }

    @Test
    @Order(1)
    void every_port_that_a_program_listens_on_is_on_loopback() throws Exception {
        var addresses = machine.output("ss -Hltun | awk '{ print $5 }'").lines().toList();
        assertThat(addresses)
                .anyMatch(each -> each.endsWith(":443"))
                .filteredOn(each -> !each.equals(KERNELS_OVERLAY_PORT))
                .allMatch(each -> each.startsWith("127.0.0.1:"));
    }

    @Test
    @Order(2)
    void a_second_up_changes_nothing() throws Exception {
        var before = machine.output(IDENTITIES);
        assertUp();
        assertThat(machine.output(IDENTITIES)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void two_ups_at_once_are_one() throws Exception {
        var before = machine.output(IDENTITIES);
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                return machine.sandbox("up", "--engine", "drone");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertUp();
        assertThat(other.join().code()).as(other.join().text()).isZero();
        assertThat(machine.output(IDENTITIES)).isEqualTo(before);
    }

    @Test
    @Order(4)
    void env_can_be_read_by_a_shell_and_leads_to_everything() throws Exception {
        var exports = machine.folder().resolve("../" + machine.folder().getFileName() + ".env");
        Files.writeString(exports, machine.sandbox("env").text());
        try {
            var seen =
                    machine.output(". " + exports + " && abra --version && docker info -f '{{.Swarm.LocalNodeState}}'"
                            + " && curl -fsS -H \"Authorization: token $GITEA_TOKEN\" $GITEA_URL/api/v1/user"
                            + " && curl -sS --cacert \"$CCCI_CA_FILE\" --resolve \"x.$CCCI_ZONE:443:127.0.0.1\""
                            + " \"https://x.$CCCI_ZONE/\"");
            assertThat(seen).contains("stand-in", "active", "\"login\":\"cc-ci-bot\"", "404 page not found");
        } finally {
            Files.delete(exports);
        }
    }

    @Test
    @Order(5)
    void status_says_what_is_dead() throws Exception {
        machine.output("kill -9 $(pgrep -x gitea)");
        var status = machine.sandbox("status");
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.text())
                .containsPattern("down +gitea +it is not running")
                .containsPattern("up +traefik ");
    }

    @Test
    @Order(6)
    void after_a_crash_up_brings_everything_back_as_it_was() throws Exception {
        assertUp();
        var before = machine.output(PULLS);
        machine.output("kill -9 $(pgrep -x dockerd) $(pgrep -x gitea) $(pgrep -x docker-registr)"
                + " $(pgrep -x drone-server) $(pgrep -x drone-runner-ex)");
        assertUp();
        assertThat(machine.output(PULLS)).isEqualTo(before);
        assertThat(machine.output(DRONE)).contains("\"active\":true", "\"timeout\":60");
    }

    @Test
    @Order(7)
    void after_a_reboot_up_brings_everything_back_as_it_was() throws Exception {
        var before = machine.output(PULLS);
        machine.output(
                "for p in $(ps -e -o pid= -o comm= | awk '$1 != 1 && $2 ~ /docker|containerd|gitea|traefik|drone/ {"
                        + " print $1 }'); do kill -9 $p; done; rm -rf /run/docker* /run/containerd; ip link del docker0;"
                        + " ip link del docker_gwbridge; true");
        Files.writeString(machine.folder().resolve("docker/dockerd.pid"), "1");
        assertUp();
        assertThat(machine.output(PULLS)).isEqualTo(before);
    }

    @Test
    @Order(8)
    void down_leaves_nothing_and_the_app_of_a_run_goes_too() throws Exception {
        machine.output("printf 'version: \"3.8\"\\nservices: {app: {image: \"127.0.0.1:5000/ccci/web:1.35.0\","
                + " stop_grace_period: 1s, volumes: [\"data:/data\"]}}\\nvolumes: {data: {}}\\n' > /run/app.yml"
                + " && docker stack deploy -c /run/app.yml cust-0a1b2c_ci_localhost"
                + " && echo s | docker secret create cust-0a1b2c_ci_localhost_password_v1 -"
                + " && mkdir -p \"$CCCI_SANDBOX_DIR/runs/1\" \"$CCCI_SANDBOX_DIR/state/failed-runs\"");
        var down = machine.sandbox("down");
        assertThat(down.code()).as(down.text()).isZero();
        assertThat(down.text()).contains("removed: cust-0a1b2c_ci_localhost");
        assertThat(machine.output("ps -e -o args= | grep -cE"
                        + " '[d]ockerd|[c]ontainerd|[g]itea|[r]egistry|[t]raefik|[d]rone' || true"))
                .isEqualTo("0");
        assertThat(machine.output("ip -o link | grep -c docker || true")).isEqualTo("0");
        assertThat(machine.output("grep -c \"$CCCI_SANDBOX_DIR\" /proc/mounts || true"))
                .isEqualTo("0");
        assertThat(machine.output("ss -Hltun")).isEmpty();
        try (var left = Files.list(machine.folder())) {
            assertThat(left.map(path -> path.getFileName().toString()).toList()).isEqualTo(List.of("lock"));
        }
    }

    @Test
    @Order(9)
    void a_second_down_has_nothing_to_do() throws Exception {
        var down = machine.sandbox("down");
        assertThat(down.code()).as(down.text()).isZero();
        assertThat(down.text()).isEmpty();
        assertThat(machine.sandbox("env").code()).isEqualTo(3);
    }

    private void assertUp() throws Exception {
        var up = machine.sandbox("up", "--engine", "drone");
        assertThat(up.code()).as(up.text()).isZero();
    }
}
