package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * The ports that a service has on the machine itself. Those below 1024 and swarm's own belong to the machine: whoever takes
 * one speaks in its name.
 */
final class PortRules {
    private static final int FIRST = 1024;
    private static final Set<Long> OF_SWARM = Set.of(2375L, 2376L, 2377L, 4789L, 7946L);

    private static final ValueRule SHAPE = ValueRule.object(Map.of(
            "Name", ValueRule.TEXT,
            "Protocol", ValueRule.oneOf("tcp", "udp", "sctp"),
            "TargetPort", ValueRule.whole(0, 65535),
            "PublishedPort", ValueRule.whole(0, 65535),
            "PublishMode", ValueRule.oneOf("ingress", "host")));

    private PortRules() {}

    static void check(String place, JsonNode port, CallFindings findings) {
        SHAPE.check(place, port, findings);
        var published = port.path("PublishedPort").asLong(0);
        if (published != 0 && (published < FIRST || OF_SWARM.contains(published))) {
            findings.add(
                    place + ".PublishedPort",
                    published + " is the machine's; allowed: " + FIRST + " and above, but for those of swarm itself"
                            + " (2375 to 2377, 4789, 7946)");
        }
    }
}
