package coop.ccci.harness.swarm;

import java.util.List;

/**
 * A network that a service is on.
 *
 * @param name its name on the swarm
 * @param isOwn whether it is the stack's own, else others use it too
 * @param subnets its ranges of addresses, for example {@code 10.0.1.0/24}
 */
record StackNetwork(String name, boolean isOwn, List<String> subnets) {
    /** What swarm gives a network whose compose file asks for nothing else. */
    private static final int DEFAULT_PREFIX = 24;

    /** Copies what could change. */
    StackNetwork {
        subnets = List.copyOf(subnets);
    }

    /** Returns whether the recipe itself made it smaller than swarm would have. */
    boolean isSmallByItself() {
        return isOwn && subnets.stream().anyMatch(subnet -> prefix(subnet) > DEFAULT_PREFIX);
    }

    private static int prefix(String subnet) {
        var digits = subnet.substring(subnet.indexOf('/') + 1);
        return subnet.contains(":") || !digits.matches("\\d{1,2}") ? 0 : Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return subnets.isEmpty() ? name : name + " (" + String.join(", ", subnets) + ")";
    }
}
