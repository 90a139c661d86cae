package coop.ccci.abra.swarm;

import coop.ccci.abra.process.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the containers of services on this node and runs programs in them. */
public final class ServiceContainers {
    private final DockerCli docker;

    /** The containers of a server. */
    public ServiceContainers(DockerCli docker) {
        this.docker = docker;
    }

    /** Returns the newest running container of a service; empty when none runs here. */
    public Optional<String> find(String service) {
        return docker.run("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=" + service)
                .lines()
                .findFirst();
    }

    /**
     * Returns the newest running container of a service.
     *
     * @throws FatalException when none runs here
     */
    public String require(String service) {
        return find(service)
                .orElseThrow(() -> new FatalException(
                        "no containers matching the " + service + " filter found? see docker service ps " + service));
    }

    /** Returns a program in a container, still to be run. */
    public DockerCli.Call exec(String container, List<String> options, List<String> program) {
        var command = new ArrayList<>(List.of("exec"));
        command.addAll(options);
        command.add(container);
        command.addAll(program);
        return docker.call(command);
    }
}
