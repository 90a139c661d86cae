package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.part.HostLock;
import coop.ccci.reconcile.part.PartRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shape of the units: each trap of systemd that would keep a host from converging is held here. */
class UnitGraphTest {
    @Test
    void the_parts_are_one_chain_in_their_order_by_after_alone() {
        var before = List.<String>of();
        for (var part : PartName.values()) {
            var unit = part(part);
            assertThat(unit.words("After").stream()
                            .filter(each -> each.startsWith("cc-ci-"))
                            .toList())
                    .as(unit.name())
                    .isEqualTo(before);
            before = List.of(unit.name());
        }
    }

    @Test
    void no_part_requires_another_one_so_one_that_fails_leaves_the_rest_to_be_brought_up() throws IOException {
        for (var unit : UnitFile.services()) {
            for (var key : List.of("Requires", "BindsTo", "PartOf", "Requisite")) {
                assertThat(unit.words(key)).as(unit.name() + " " + key).noneMatch(each -> each.startsWith("cc-ci-"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_part_ends_so_that_every_start_of_the_target_runs_it_again(PartName part) {
        var unit = part(part);

        assertThat(unit.words("Type")).containsExactly("oneshot");
        assertThat(unit.words("RemainAfterExit")).as("the run-once sentinel").isEmpty();
        assertThat(unit.words("Restart"))
                .as("the program tries again itself, with a deadline")
                .isEmpty();
        assertThat(unit.words("StartLimitIntervalSec"))
                .as("a fifth start in ten seconds is no fault")
                .containsExactly("0");
        assertThat(unit.words("WantedBy")).containsExactly("cc-ci.target");
        assertThat(unit.words("Requires")).containsExactly("docker.service");
    }

    /** Else systemd ends it, and nothing says how it went. */
    @ParameterizedTest
    @EnumSource
    void a_part_that_waits_for_the_lock_and_then_takes_its_whole_time_ends_by_itself(PartName part) {
        var longest = HostLock.AT_MOST.plus(PartRunner.WITH_LAST_ACT).plusMinutes(1);

        assertThat(part(part).words("TimeoutStartSec")).singleElement().satisfies(time -> assertThat(
                        Duration.parse("PT" + time.replace("min", "M")))
                .isGreaterThanOrEqualTo(longest));
        assertThat(HostLock.AT_MOST)
                .as("one part that has the lock is waited for to its end")
                .isGreaterThanOrEqualTo(PartRunner.WITH_LAST_ACT);
    }

    @ParameterizedTest
    @EnumSource
    void a_part_is_started_by_a_command_that_exists_in_what_is_installed(PartName part) throws IOException {
        assertThat(part(part).words("ExecStart"))
                .containsExactly("/nix/store/@hash@-cc-ci/bin/cc-ci", "host", "reconcile", part.text());
        assertThat(Files.readString(FlakeFixture.ROOT.resolve("src/install"))).contains("\"$prefix/bin/cc-ci\"");
        assertThat(Files.readString(FlakeFixture.ROOT.resolve("cc-ci"))).contains("\n    host)\n");
    }

    @ParameterizedTest
    @EnumSource
    void what_a_part_calls_is_on_its_path(PartName part) {
        // docker and abra by src/reconcile; git, tar and a shell by abra; setsid and script by the launcher
        assertThat(part(part).path())
                .contains("cc-ci", "abra", "docker", "git", "bash", "gnutar", "gzip", "util-linux", "coreutils");
        assertThat(part(part).lines())
                .contains("Environment=\"HOME=/root\"", "Environment=\"ABRA_DIR=/var/lib/cc-ci/abra\"");
    }

    @Test
    void what_the_harness_calls_is_on_the_runner_s_path_too() {
        // the harness: setsid, script, git, chromium, restic, kill by a shell, and around the browser unshare, setpriv,
        // ip, mkfifo;
        // abra: tar; .drone.yml: getent, cut, id, setpriv
        assertThat(UnitFile.named("drone-runner-exec.service").path())
                .contains("cc-ci", "abra", "docker", "git", "bash", "chromium", "getent", "restic", "util-linux")
                .contains("coreutils", "gnutar", "gzip", "iproute2");
    }

    @Test
    void the_timer_starts_a_service_that_ends_and_not_the_target_that_stays() {
        assertThat(UnitFile.read(UnitFile.FOLDER.resolve("cc-ci-reconcile.timer"))
                        .words("Unit"))
                .isEmpty();
        assertThat(UnitFile.named("cc-ci-reconcile.service").words("ExecStart"))
                .containsExactly("/nix/store/@hash@-systemd/bin/systemctl", "start", "cc-ci.target");
        assertThat(UnitFile.named("cc-ci-reconcile.service").words("StartLimitIntervalSec"))
                .containsExactly("0");
    }

    @Test
    void the_host_role_goes_on_running_has_docker_and_sees_what_runs_leave_in_tmp() {
        var role = UnitFile.named("cc-ci-host.service");

        assertThat(role.words("ExecStart"))
                .containsExactly("/nix/store/@hash@-cc-ci/bin/cc-ci", "serve", "--role", "host");
        assertThat(role.words("Requires")).containsExactly("docker.service");
        assertThat(role.words("WantedBy")).containsExactly("multi-user.target");
        assertThat(role.words("Restart")).containsExactly("always");
        assertThat(role.words("StartLimitIntervalSec")).containsExactly("0");
        assertThat(role.words("PrivateTmp")).isEmpty();
        assertThat(role.words("UMask"))
                .as("bridge and dashboard read what it writes")
                .containsExactly("0022");
        assertThat(role.path()).contains("cc-ci", "abra", "docker", "util-linux", "coreutils");
        assertThat(role.lines()).contains("Environment=\"CCCI_RUNS_DIR=/var/lib/cc-ci/runs\"");
    }

    @Test
    void a_switch_does_not_restart_the_runner_and_a_stop_lets_runs_tear_down() {
        var runner = UnitFile.named("drone-runner-exec.service");

        assertThat(runner.lines()).contains("X-RestartIfChanged=false");
        assertThat(runner.words("KillMode"))
                .as("all processes are told to end, and waited for")
                .isEmpty();
        assertThat(runner.words("TimeoutStopSec")).containsExactly("10min");
    }

    @Test
    void no_folder_of_state_is_shared_by_units_of_different_users() throws IOException {
        for (var unit : UnitFile.services()) {
            assertThat(unit.words("DynamicUser")).as(unit.name()).isEmpty();
        }
    }

    private static UnitFile part(PartName part) {
        return UnitFile.named("cc-ci-" + part.text() + ".service");
    }
}
