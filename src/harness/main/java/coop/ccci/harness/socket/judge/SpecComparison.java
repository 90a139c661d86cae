package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The differences between a specification that was sent and the one that swarm keeps. Swarm leaves out what is empty and
 * writes its own defaults into what was left out; nothing else may differ.
 */
final class SpecComparison {
    /** What swarm (moby 20.10 to 28) fills in, by the name of the field. */
    private static final Map<String, List<String>> DEFAULTS = Map.ofEntries(
            Map.entry("StopGracePeriod", List.of("10000000000")),
            Map.entry("Isolation", List.of("default")),
            Map.entry("Runtime", List.of("container")),
            Map.entry("Replicas", List.of("1")),
            Map.entry("MaxConcurrent", List.of("1")),
            Map.entry("TotalCompletions", List.of("1")),
            Map.entry("Condition", List.of("any")),
            Map.entry("Delay", List.of("5000000000")),
            Map.entry("Parallelism", List.of("1")),
            Map.entry("FailureAction", List.of("pause")),
            Map.entry("Monitor", List.of("5000000000")),
            Map.entry("Order", List.of("stop-first")),
            Map.entry("Mode", List.of("vip", "ingress")),
            Map.entry("PublishMode", List.of("ingress")),
            Map.entry("Protocol", List.of("tcp")),
            Map.entry("Propagation", List.of("rprivate")),
            Map.entry("Type", List.of("volume")),
            Map.entry("Replicated", List.of()),
            Map.entry("UID", List.of("0")),
            Map.entry("GID", List.of("0")));

    private SpecComparison() {}

    /** Returns the places that differ, with both values; none where the two say the same. */
    static List<String> of(JsonNode sent, JsonNode held) {
        var differences = new ArrayList<String>();
        compare("", "", sent, held, differences);
        return differences;
    }

    private static void compare(String place, String name, JsonNode sent, JsonNode held, List<String> differences) {
        if (sent.isObject() || held.isObject()) {
            if (!isObjectOrEmpty(sent) || !isObjectOrEmpty(held)) {
                differ(place, sent, held, differences);
                return;
            }
            var fields = new TreeSet<String>();
            sent.fieldNames().forEachRemaining(fields::add);
            held.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> compare(
                    place.isEmpty() ? field : place + "." + field,
                    field,
                    sent.path(field),
                    held.path(field),
                    differences));
        } else if (sent.isArray() || held.isArray()) {
            if (sent.size() != held.size()) {
                differ(place, sent, held, differences);
                return;
            }
            for (var i = 0; i < sent.size(); i++) {
                compare(place + "[" + i + "]", name, sent.get(i), held.get(i), differences);
            }
        } else if (!isSame(name, sent, held)) {
            differ(place, sent, held, differences);
        }
    }

    private static boolean isObjectOrEmpty(JsonNode node) {
        return node.isObject() || node.isNull() || node.isMissingNode();
    }

    private static boolean isSame(String name, JsonNode sent, JsonNode held) {
        if (ValueRule.isEmpty(sent)) {
            return ValueRule.isEmpty(held)
                    || DEFAULTS.getOrDefault(name, List.of()).contains(held.asText());
        }
        if (sent.isNumber() && held.isNumber()) {
            return sent.decimalValue().compareTo(held.decimalValue()) == 0;
        }
        return sent.getNodeType() == held.getNodeType() && sent.asText().equals(held.asText());
    }

    private static void differ(String place, JsonNode sent, JsonNode held, List<String> differences) {
        differences.add(place + " was passed on as " + shown(sent) + ", and swarm holds " + shown(held));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : CallFindings.quoted(node.isTextual() ? node.asText() : node.toString());
    }
}
