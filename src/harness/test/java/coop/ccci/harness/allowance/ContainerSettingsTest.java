package coop.ccci.harness.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is allowed and what is beside it; that policy and filter both ask here is {@code DifferentialTest}'s to see. */
class ContainerSettingsTest {
    private static final String STACK = "cust-abcdef_ci_test";

    @ParameterizedTest
    @CsvSource({
        "CHOWN,true",
        "CAP_NET_BIND_SERVICE,true",
        "CAP_CAP_CHOWN,false",
        "SYS_ADMIN,false",
        "CAP_SYS_NICE,false",
        "ALL,false"
    })
    void row_21_a_capability_is_one_that_every_container_has(String name, boolean isAllowed) {
        assertThat(ContainerSettings.isCapability(name)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "net.core.somaxconn,true",
        "net.ipv4.conf.eth0.forwarding,true",
        "kernel.msgmax,true",
        "kernel.msgmnb,true",
        "kernel.msgmni,true",
        "kernel.sem,true",
        "kernel.shmall,true",
        "kernel.shm_rmid_forced,true",
        "fs.mqueue.msg_max,true",
        "kernel.msg_next_id,false",
        "kernel.shm_next_id,false",
        "kernel.core_pattern,false",
        "vm.overcommit_memory,false",
        "fs.file-max,false",
        "net/core/somaxconn,false"
    })
    void row_21_a_setting_of_the_kernel_is_one_that_each_container_has_of_its_own(String name, boolean isAllowed) {
        assertThat(ContainerSettings.isSysctl(name)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "nofile,true",
        "memlock,true",
        "stack,true",
        "core,true",
        "nice,false",
        "rtprio,false",
        "rttime,false",
        "as,false",
        "NOFILE,false"
    })
    void row_21_a_limit_puts_nobody_before_others(String name, boolean isAllowed) {
        assertThat(ContainerSettings.isUlimit(name)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "10.231.77.0/30,true",
        "10.0.0.0/16,true",
        "172.16.0.0/24,true",
        "172.31.255.0/24,true",
        "192.168.0.0/16,true",
        "10.231.77.0/31,false",
        "10.231.77.1/32,false",
        "10.0.0.0/15,false",
        "172.32.0.0/24,false",
        "192.169.0.0/24,false",
        "10.256.0.0/16,false",
        "10.1/16,false",
        "0.0.0.0/0,false",
        "203.0.113.0/24,false",
        "fd00:1::/64,false",
        "'',false"
    })
    void row_21_a_subnet_is_private_of_ipv4_and_has_room_for_tasks(String subnet, boolean isAllowed) {
        assertThat(PrivateSubnets.isAllowed(subnet)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size=64m,mode=1777,uid=1000,gid=1000 | true",
                "size=50% | true",
                "nr_inodes=10k,nr_blocks=10 | true",
                "rw,nosuid,nodev,noexec,noatime | true",
                "exec | true",
                "size=1m,,ro | true",
                "bind | false",
                "size=1m,rbind | false",
                "remount | false",
                "suid | false",
                "mode=0999 | false",
                "shared | false"
            })
    void row_21_the_options_of_a_volume_make_memory_of_it(String options, boolean isAllowed) {
        assertThat(MountSources.foreignOptions(Map.of("type", "tmpfs", "device", "tmpfs", "o", options))
                        .isEmpty())
                .isEqualTo(isAllowed);
    }

    @Test
    void row_21_each_option_of_a_volume_that_makes_something_else_of_it_is_named() {
        assertThat(MountSources.foreignOptions(Map.of())).isEmpty();
        assertThat(MountSources.foreignOptions(Map.of("type", "tmpfs", "device", "none", "o", "")))
                .isEmpty();
        assertThat(MountSources.foreignOptions(Map.of("type", "none", "device", "/", "o", "bind", "x", "y")))
                .containsExactly("device=/", "o=bind", "type=none", "x=y");
        assertThat(MountSources.foreignOptions(Map.of("device", "tmpfs"))).containsExactly("type=");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/localtime,true",
        "/etc/timezone,true",
        "/etc/localtime/,false",
        "/etc/../etc/localtime,false",
        "/etc,false"
    })
    void row_21_two_files_of_the_machine_may_be_read(String path, boolean isAllowed) {
        assertThat(MountSources.isReadable(path)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "app,true",
        "cust-abcdef_ci_test,true",
        "cust-abcdef_ci_test_db,true",
        "cust-abcdef_ci_test-db,true",
        "cust-abcdef.ci.test,true",
        "www.cust-abcdef.ci.test,true",
        "db,false",
        "traefik,false",
        "cust-abcdef_ci_testdb,false",
        "xcust-abcdef.ci.test,false",
        "ci.test,false"
    })
    void row_21_on_the_network_of_all_apps_a_service_has_its_own_names_alone(String alias, boolean isOwn) {
        assertThat(AppNames.isOwnAlias(alias, STACK, "app", "cust-abcdef.ci.test"))
                .isEqualTo(isOwn);
    }

    @Test
    void names_are_those_that_swarm_takes() {
        assertThat(List.of("s_app", "s_a-b_c", "s_" + "a".repeat(61))).allMatch(AppNames::isService);
        assertThat(List.of("s_a.b", "s_app-", "-s", "", "s_" + "a".repeat(62))).noneMatch(AppNames::isService);
        assertThat(List.of("app", "a_b-2", "a".repeat(100))).allMatch(AppNames::isServiceKey);
        assertThat(List.of("my.app", "app-", "_app", "")).noneMatch(AppNames::isServiceKey);
        assertThat(AppNames.isOf(STACK, STACK + "_pw_v1.2")).isTrue();
        assertThat(List.of(STACK, STACK + "_", STACK + "x_pw", STACK + "_a/../b", STACK + "_" + "a".repeat(255)))
                .noneMatch(name -> AppNames.isOf(STACK, name));
    }
}
