package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.EngineFacts;
import java.util.Map;

/** Looks at Docker, its swarm and the network {@code proxy}. */
final class SwarmProbes {
    private static final int MIN_MINOR = 41;
    private static final String PROXY = "proxy";

    private final EngineFacts docker;

    SwarmProbes(EngineFacts docker) {
        this.docker = docker;
    }

    Map<String, Probe> all() {
        return Map.of(
                "docker.answers", this::answers,
                "docker.api", this::api,
                "swarm.manager", this::manager,
                "swarm.nodes", this::nodes,
                "proxy.overlay", this::overlay,
                "proxy.attachable", this::attachable);
    }

    private Finding answers() {
        try {
            return Finding.holds("version " + docker.versions().engine());
        } catch (RunException e) {
            return Finding.broken(e.getMessage().replaceFirst("; start it, then.*", ""));
        }
    }

    private Finding api() {
        var version = docker.versions().api();
        var numbers = version.split("\\.", 2);
        var recent = version.matches("[0-9]{1,4}\\.[0-9]{1,4}")
                && (Integer.parseInt(numbers[0]) > 1 || Integer.parseInt(numbers[1]) >= MIN_MINOR);
        return Finding.when(recent, version);
    }

    private Finding manager() {
        var role = docker.role();
        return Finding.when(role.manager(), role.manager() ? "yes" : "no swarm, or only a worker of one");
    }

    private Finding nodes() {
        var nodes = docker.role().nodes();
        return Finding.when(nodes == 1, nodes == 1 ? "1 node" : nodes + " nodes");
    }

    private Finding overlay() {
        return docker.network(PROXY)
                .map(network -> Finding.when(network.driver().equals("overlay"), "its driver is " + network.driver()))
                .orElseGet(() -> Finding.broken("there is no network of that name"));
    }

    private Finding attachable() {
        var may = docker.network(PROXY).map(EngineFacts.Network::attachable).orElse(false);
        return Finding.when(may, may ? "yes" : "no");
    }
}
