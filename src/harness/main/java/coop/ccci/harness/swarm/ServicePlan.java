package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the specification of a service asks of swarm.
 *
 * @param mode how it runs
 * @param wanted how many tasks should run, or end well where it is a job; for a global service the number of nodes that
 *     swarm means it for, which is 0 until swarm has looked
 * @param restart when an ended task is started again
 * @param healthcheckWindow what its health check allows before a container is killed, for people; empty where there is none
 * @param hostPorts the ports that it publishes on the machine itself
 * @param publishes whether it publishes a port, on the machine or through the routing mesh
 * @param constraints its placement constraints, as they are written
 * @param changed when the specification was made or changed last
 */
public record ServicePlan(
        ServiceMode mode,
        int wanted,
        RestartPolicy restart,
        String healthcheckWindow,
        Set<Integer> hostPorts,
        boolean publishes,
        List<String> constraints,
        Instant changed) {

    /** Copies what could change. */
    public ServicePlan {
        hostPorts = Set.copyOf(hostPorts);
        constraints = List.copyOf(constraints);
    }

    /** Returns one that is replicated and has nothing special about it. */
    public static ServicePlan replicated(int wanted) {
        return new ServicePlan(
                ServiceMode.REPLICATED, wanted, RestartPolicy.DEFAULT, "", Set.of(), false, List.of(), Instant.EPOCH);
    }
}
