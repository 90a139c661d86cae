package coop.ccci.reconcile.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.config.PartName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden units under a real systemd, in one container for all that is looked at, so in an order: each test begins with
 * what the one before it has left. The reconcilers are what {@code ./cc-ci install} lays out; the engine of this machine
 * answers what they ask of it, and what they deploy goes to a fake, so that no stack of anybody is touched.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SystemdIT {
    private static final String STATE = "/var/lib/fake-docker";
    private static final List<String> PARTS =
            Arrays.stream(PartName.values()).map(PartName::text).toList();

    @TempDir
    private static Path folder;

    private AwaitedHost host;

    @BeforeAll
    void setUp() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "a systemd of its own needs root");
        var install = new ProcessBuilder(
                        System.getProperty("ccci.command"),
                        "install",
                        "--built",
                        folder.resolve("installed").toString())
                .inheritIO()
                .start();
        assertThat(install.waitFor()).isZero();
        var golden = new GoldenHost(Files.createDirectories(folder.resolve("host")));
        golden.write(folder.resolve("installed"), dockerSocket());
        Files.createDirectories(folder.resolve("host/files" + STATE));
        Files.writeString(folder.resolve("host/files" + STATE + "/refuse"), "drone.ci.example.org");
        host = AwaitedHost.boot(golden.folder());
    }

    @AfterAll
    void tearDown() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    @Order(1)
    void at_boot_the_parts_run_one_after_the_other_and_one_that_fails_leaves_the_rest_to_be_brought_up() {
        host.awaitNoJobs();

        assertThatTheyRanInOrder();
        assertThat(host.show("cc-ci-drone", "Result", "ExecMainStatus")).containsExactly("exit-code", "1");
        assertThat(last("drone"))
                .isEqualTo("drone: failed: abra app deploy was refused, exit code 1: the fake abra was told to refuse");
        assertThat(last("swarm")).isEqualTo("swarm: unchanged");
        for (var part : List.of("proxy", "bridge", "dashboard", "backupbot")) {
            assertThat(last(part)).startsWith(part + ": changed: ");
        }
    }

    @Test
    @Order(2)
    void the_timer_fires_again_and_again_and_mends_one_that_was_killed_while_the_rest_ran_on() {
        host.ask("rm " + STATE + "/refuse " + STATE + "/acts");
        hold("drone");
        host.ask("systemctl start cc-ci-reconcile.timer");
        awaitHeld("drone");
        host.ask("systemctl kill --signal=KILL cc-ci-drone");
        hold("backupbot");
        awaitHeld("backupbot");
        assertThat(host.show("cc-ci-drone", "Result")).containsExactly("signal");
        assertThat(last("bridge")).isEqualTo("bridge: unchanged");
        hold("proxy");
        awaitHeld("proxy");
        hold("backupbot");
        awaitHeld("backupbot");
        host.ask("systemctl stop cc-ci-reconcile.timer");

        assertThat(host.show("cc-ci-drone", "Result")).containsExactly("success");
        assertThat(last("drone")).startsWith("drone: changed: ");
        assertThat(host.ask("journalctl --quiet --output=cat --unit=cc-ci-reconcile | grep -c ^Starting"))
                .isEqualTo("2");
    }

    @Test
    @Order(3)
    void a_start_in_the_middle_of_another_one_waits_for_its_lock() {
        host.ask("systemctl start --no-block cc-ci.target");
        host.await("journalctl --quiet --output=cat --unit=cc-ci-swarm | grep -q "
                + "'^waiting for cc-ci host reconcile backupbot, process [0-9]*, which has the lock of this host'");
        hold("proxy");
        awaitHeld("proxy");

        assertThat(began("swarm")).isLessThan(ended("backupbot"));
        assertThat(ended("swarm")).isGreaterThan(ended("backupbot"));
        assertThatIsUnchanged("swarm", "backupbot");
    }

    @Test
    @Order(4)
    void a_restart_of_docker_in_the_middle_and_a_reboot_end_in_the_same_state() {
        host.ask("systemctl restart --no-block docker.service; rm " + STATE + "/hold");
        host.awaitNoJobs();
        assertThat(host.show("docker", "ActiveState")).containsExactly("active");

        var boot = host.ask("systemctl show --value --property=UserspaceTimestampMonotonic");
        host.ask("systemctl --no-block reboot");
        host.await("now=$(systemctl show --value --property=UserspaceTimestampMonotonic) && test \"$now\" != " + boot);
        host.awaitNoJobs();

        assertThatTheyRanInOrder();
        assertThatIsUnchanged(PARTS.toArray(String[]::new));
        assertThat(host.ask("cut -d ' ' -f 1 " + STATE + "/acts | uniq"))
                .as("all that was done since the boot")
                .isEqualTo("cc-ci-drone");
    }

    @Test
    @Order(5)
    void who_is_logged_in_has_nothing_of_the_environment_of_whoever_booted_the_host() {
        assertThat(host.ask("env").lines())
                .contains("HOME=/root")
                .noneMatch(variable -> variable.startsWith("CCCI_") || variable.startsWith("ABRA_"));
    }

    @Test
    @Order(6)
    void what_install_md_says_for_debian_does_the_same_without_a_store() {
        host.ask("rm -r /nix/store/*-docker /nix/store/*-abra /etc/systemd/system/cc-ci*");
        var said = new ArrayList<String>();
        for (var block : host.ask("ls /root/install").lines().toList()) {
            said.add(host.ask("sh /root/install/" + block));
        }
        host.ask("systemctl stop cc-ci-reconcile.timer");
        host.awaitNoJobs();

        assertThat(said)
                .noneMatch(text -> text.contains("wrong:"))
                .anyMatch(text -> text.contains("the certificate is good for ci.example.org"));
        assertThat(said.get(said.size() - 1).lines())
                .containsExactlyElementsOf(
                        PARTS.stream().map(part -> part + ": unchanged").toList());
        assertThatTheyRanInOrder();
        assertThatIsUnchanged(PARTS.toArray(String[]::new));
        assertThat(host.show("cc-ci-swarm", "ExecStart").get(0)).contains("path=/opt/cc-ci/bin/cc-ci ");
        assertThat(host.show("multi-user.target", "Wants").get(0)).contains("cc-ci.target");
    }

    private void assertThatIsUnchanged(String... parts) {
        for (var part : parts) {
            assertThat(last(part)).isEqualTo(part + ": unchanged");
            assertThat(host.show("cc-ci-" + part, "Result")).containsExactly("success");
        }
    }

    /** By the clock that only goes forward: each began when the one before it had ended. */
    private void assertThatTheyRanInOrder() {
        for (var i = 1; i < PARTS.size(); i++) {
            assertThat(began(PARTS.get(i))).as(PARTS.get(i)).isGreaterThan(ended(PARTS.get(i - 1)));
        }
    }

    private long began(String part) {
        return Long.parseLong(
                host.show("cc-ci-" + part, "ExecMainStartTimestampMonotonic").get(0));
    }

    private long ended(String part) {
        return Long.parseLong(
                host.show("cc-ci-" + part, "ExecMainExitTimestampMonotonic").get(0));
    }

    /** Returns the last line that a part has said of itself. */
    private String last(String part) {
        var lines = host.said("cc-ci-" + part);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private void hold(String part) {
        host.ask("echo cc-ci-" + part + " >" + STATE + "/hold.new; mv " + STATE + "/hold.new " + STATE + "/hold");
    }

    private void awaitHeld(String part) {
        host.await("test -e " + STATE + "/held.cc-ci-" + part);
    }

    private static Optional<Path> dockerSocket() {
        var address = System.getenv().getOrDefault("DOCKER_HOST", "unix:///run/docker.sock");
        return Optional.of(address)
                .filter(text -> text.startsWith("unix://"))
                .map(text -> Path.of(text.substring("unix://".length())));
    }
}
