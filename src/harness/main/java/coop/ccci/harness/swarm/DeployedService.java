package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service of any stack as it was deployed.
 *
 * @param id swarm's id
 * @param name its name on the swarm
 * @param stack the stack that it belongs to; empty where it is of none
 * @param labels the service's labels, those under {@code deploy.labels}
 * @param containerLabels the labels of its containers, those under {@code labels}
 * @param image its image, with a digest where one was resolved
 * @param networks the ids of the networks that it is on
 * @param publishedPorts the ports that it publishes on the machine, whatever the mode
 * @param updated when its specification was last changed; {@link Instant#EPOCH} where that is not told
 * @param settings its command, its arguments and its environment, one text each
 */
public record DeployedService(
        String id,
        String name,
        String stack,
        Map<String, String> labels,
        Map<String, String> containerLabels,
        String image,
        Set<String> networks,
        Set<Integer> publishedPorts,
        Instant updated,
        List<String> settings) {
    /** Copies what could change. */
    public DeployedService {
        labels = Map.copyOf(labels);
        containerLabels = Map.copyOf(containerLabels);
        networks = Set.copyOf(networks);
        publishedPorts = Set.copyOf(publishedPorts);
        settings = List.copyOf(settings);
    }

    /** Returns its name without the stack's. */
    public String shortName() {
        return !stack.isEmpty() && name.startsWith(stack + "_") ? name.substring(stack.length() + 1) : name;
    }
}
