package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine that was there before the sandbox, with things on it that are not the sandbox's. */
class ForeignThingsIT {
    private static final String FOREIGN_DOCKER =
            "mkdir -p /run/d && cd /run/d && (setsid dockerd --data-root /run/d/data --exec-root /run/d/exec --pidfile"
                    + " /run/d/pid --host unix:///var/run/docker.sock >/run/d/log 2>&1 &) && for i in $(seq 100); do"
                    + " docker info >/dev/null 2>&1 && break; sleep 0.1; done && docker volume create mine && docker"
                    + " network create mine";

    private MachineFixture machine;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a machine of its own needs root");
        machine = MachineFixture.setUp();
    }

    @AfterEach
    void leave() throws Exception {
        if (machine != null) {
            machine.tearDown();
        }
    }

    @Test
    void ports_in_use_are_all_named_with_who_has_them_and_stay_theirs() throws Exception {
        machine.output("(setsid busybox httpd -f -p 127.0.0.1:3000 -h /run &)"
                + " && (setsid busybox httpd -f -p 443 -h /run &) && sleep 0.5");

        var up = machine.sandbox("up");

        assertThat(up.code()).isEqualTo(3);
        assertThat(up.text())
                .containsPattern("gitea +port 3000 on 127.0.0.1 is in use by .*busybox httpd -f -p 127.0.0.1:3000 -h"
                        + " /run \\(pid \\d+\\)\\. Stop it, or choose another port with CCCI_SANDBOX_GITEA_PORT\\.")
                .containsPattern("traefik +port 443 on 127.0.0.1 is in use by .*busybox httpd -f -p 443 .*"
                        + "CCCI_SANDBOX_HTTPS_PORT\\.");
        assertThat(machine.sandbox("down").code()).isZero();
        assertThat(machine.output("pgrep -cx busybox")).isEqualTo("2");
    }

    @Test
    void a_docker_that_runs_is_used_and_only_what_is_ours_goes() throws Exception {
        machine.output(FOREIGN_DOCKER);

        var up = machine.sandbox("up");
        assertThat(up.code()).as(up.text()).isZero();
        assertThat(up.text()).contains("which was here before the sandbox");
        var down = machine.sandbox("down");

        assertThat(down.code()).as(down.text()).isZero();
        assertThat(machine.output("docker info -f '{{.Swarm.LocalNodeState}}'")).isEqualTo("inactive");
        assertThat(machine.output("docker network ls --format '{{.Name}}' | sort | tr '\\n' ' '"))
                .isEqualTo("bridge host mine none");
        assertThat(machine.output("docker volume ls -q")).isEqualTo("mine");
        assertThat(machine.output("docker image ls -aq")).isEmpty();
        assertThat(machine.output("docker ps -aq")).isEmpty();
    }

    @Test
    void a_swarm_that_would_open_ports_to_the_network_is_left_alone() throws Exception {
        machine.output(FOREIGN_DOCKER + " && docker swarm init --advertise-addr 127.0.0.1"
                + " && docker network create -d overlay mine-too"
                + " && for i in $(seq 100); do docker network inspect docker_gwbridge && break; sleep 0.1; done");

        var up = machine.sandbox("up");

        assertThat(up.code()).isEqualTo(3);
        assertThat(up.text()).containsPattern("swarm +this engine's swarm was here before .* docker_gwbridge opens");
        assertThat(machine.output("docker service ls -q")).isEmpty();
        assertThat(machine.sandbox("down").code()).isZero();
        assertThat(machine.output("docker info -f '{{.Swarm.LocalNodeState}}'")).isEqualTo("active");
        assertThat(machine.output("docker network ls --format '{{.Name}}' | grep -c mine"))
                .isEqualTo("2");
        assertThat(machine.output("docker image ls -aq")).isEmpty();
    }
}
