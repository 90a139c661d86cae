package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.allowance.MachinePorts;
import java.util.Map;

/** The ports that a service has on the machine itself: none of the machine's own ({@link MachinePorts}). */
final class PortRules {
    private static final ValueRule SHAPE = ValueRule.object(Map.of(
            "Name", ValueRule.TEXT,
            "Protocol", ValueRule.oneOf("tcp", "udp", "sctp"),
            "TargetPort", ValueRule.whole(0, MachinePorts.MAX),
            "PublishedPort", ValueRule.whole(0, MachinePorts.MAX),
            "PublishMode", ValueRule.oneOf("ingress", "host")));

    private PortRules() {}

    static void check(String place, JsonNode port, CallFindings findings) {
        SHAPE.check(place, port, findings);
        var published = port.path("PublishedPort").asInt(0);
        MachinePorts.firstIn(published, published)
                .ifPresent(own -> findings.add(
                        place + ".PublishedPort", own + " is the machine's; allowed: " + MachinePorts.ALLOWED));
    }
}
