package coop.ccci.abra.swarm;

import coop.ccci.abra.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The containers of services on this node, and programs in them. */
public final class Containers {
    private final Docker docker;

    /** The containers of a server. */
    public Containers(Docker docker) {
        this.docker = docker;
    }

    /** The newest running container of a service; empty when none runs here. */
    public Optional<String> find(String service) {
        return docker.run("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=" + service)
                .lines()
                .findFirst();
    }

    /**
     * The newest running container of a service.
     *
     * @throws FatalException when none runs here
     */
    public String need(String service) {
        return find(service)
                .orElseThrow(() -> new FatalException(
                        "no containers matching the " + service + " filter found? see docker service ps " + service));
    }

    /** A program in a container, still to be run. */
    public Docker.Call exec(String container, List<String> options, List<String> program) {
        var command = new ArrayList<>(List.of("exec"));
        command.addAll(options);
        command.add(container);
        command.addAll(program);
        return docker.call(command);
    }
}
