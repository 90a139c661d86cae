package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.allowance.PrivateSubnets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Networks, secrets and configs that a run makes. */
final class ObjectRules {
    private static final Set<String> NETWORK_OPTIONS = Set.of("encrypted", "com.docker.network.driver.mtu");
    private static final ValueRule NAME = ValueRule.text(AppNames::isObject, "a name of Docker's");

    private static final ValueRule NETWORK = ValueRule.object(Map.ofEntries(
            Map.entry("Name", NAME),
            Map.entry("CheckDuplicate", ValueRule.FLAG),
            Map.entry("Driver", ValueRule.text("overlay"::equals, "overlay")),
            Map.entry("Scope", ValueRule.oneOf("swarm")),
            Map.entry("EnableIPv4", ValueRule.FLAG),
            Map.entry("EnableIPv6", ValueRule.FLAG),
            Map.entry("Internal", ValueRule.FLAG),
            Map.entry("Attachable", ValueRule.FLAG),
            Map.entry("Ingress", ValueRule.empty("the network of published ports")),
            Map.entry("ConfigOnly", ValueRule.empty("a network of the machine's own")),
            Map.entry("ConfigFrom", ValueRule.object(Map.of("Network", ValueRule.empty("another network's settings")))),
            Map.entry("IPAM", ObjectRules::addresses),
            Map.entry("Options", ValueRule.map(ObjectRules::option)),
            Map.entry("Labels", ValueRule.LABELS)));

    private static final ValueRule SECRET = ValueRule.object(Map.of(
            "Name",
            NAME,
            "Labels",
            ValueRule.LABELS,
            "Data",
            ValueRule.TEXT,
            "Driver",
            ValueRule.empty("a plugin that gives secrets"),
            "Templating",
            ValueRule.object(Map.of("Name", ValueRule.oneOf("golang"), "Options", ValueRule.LABELS))));

    private ObjectRules() {}

    /** Looks at a network that is to be made. */
    static void network(JsonNode body, OwnStacks stacks, CallFindings findings) {
        requireOwn(EngineObjectKind.NETWORK, body, stacks);
        NETWORK.check("", body, findings);
    }

    /** Looks at a secret or a config that is to be made or changed. */
    static void data(EngineObjectKind kind, JsonNode body, OwnStacks stacks, FileJudge files, CallFindings findings) {
        requireOwn(kind, body, stacks);
        SECRET.check("", body, findings);
        if (kind == EngineObjectKind.CONFIG || body.path("Labels").has(OwnStacks.NAMESPACE)) {
            content(body.path("Data").asText(""), files, findings);
        }
    }

    /** A secret that abra made up is of no file, and of no stack by its labels; {@code docker stack deploy} marks its own. */
    private static void content(String data, FileJudge files, CallFindings findings) {
        try {
            files.refusal(Base64.getDecoder().decode(data)).ifPresent(why -> findings.add("Data", why));
        } catch (IllegalArgumentException e) {
            findings.add("Data", "it is not base64");
        }
    }

    private static void requireOwn(EngineObjectKind kind, JsonNode body, OwnStacks stacks) {
        var name = body.path("Name").asText("");
        if (stacks.ofName(name).isEmpty()) {
            throw RefusedCallException.forbidden("a " + kind + " " + quoted(name)
                    + " is not the run's own: its apps' " + kind.path() + " begin with " + stacks.describe()
                    + " and an underscore");
        }
    }

    /** Addresses of one's own choice may be those of the machine's neighbours. */
    private static void addresses(String place, JsonNode addresses, CallFindings findings) {
        ValueRule.object(Map.of(
                        "Driver", ValueRule.oneOf("default"),
                        "Options", ValueRule.empty("options of the addresses' driver"),
                        "Config", ValueRule.list(ObjectRules::subnet)))
                .check(place, addresses, findings);
    }

    private static void subnet(String place, JsonNode subnet, CallFindings findings) {
        ValueRule.object(Map.of(
                        "Subnet", ValueRule.TEXT,
                        "Gateway", ValueRule.empty("an address of the recipe's own choice"),
                        "IPRange", ValueRule.empty("addresses of the recipe's own choice"),
                        "AuxiliaryAddresses", ValueRule.empty("addresses of the recipe's own choice")))
                .check(place, subnet, findings);
        var text = subnet.path("Subnet").asText("");
        if (!text.isEmpty() && !PrivateSubnets.isAllowed(text)) {
            findings.add(place + ".Subnet", quoted(text) + "; allowed: " + PrivateSubnets.ALLOWED);
        }
    }

    private static void option(String place, String name, String value, CallFindings findings) {
        if (!NETWORK_OPTIONS.contains(name)) {
            findings.add(
                    place,
                    "the option " + quoted(name) + " of the network's driver; allowed: encrypted,"
                            + " com.docker.network.driver.mtu");
        }
    }
}
