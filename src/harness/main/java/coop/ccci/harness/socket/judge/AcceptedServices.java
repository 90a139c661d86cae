package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The specifications that were passed on, by the name of their service: the last one, and those before it, to which swarm
 * goes back by itself. Safe for use by several threads.
 */
public final class AcceptedServices {
    private final Map<String, List<JsonNode>> byName = new LinkedHashMap<>();

    synchronized void add(JsonNode specification) {
        byName.computeIfAbsent(specification.path("Name").asText(), name -> new ArrayList<>())
                .add(specification);
    }

    /**
     * Compares what the engine holds with what was passed on.
     *
     * @param stack whose services are compared
     * @param held every service of the stack, as the engine shows it
     * @return a sentence for each difference
     */
    public synchronized List<String> differences(String stack, List<JsonNode> held) {
        var differences = new ArrayList<String>();
        for (var service : held) {
            var specification = service.path("Spec");
            var name = specification.path("Name").asText();
            var accepted = byName.getOrDefault(name, List.of());
            if (accepted.isEmpty()) {
                differences.add("the service " + name + " of the stack " + stack + " came past cc-ci's filter");
            } else if (accepted.stream()
                    .noneMatch(one -> SpecComparison.of(one, specification).isEmpty())) {
                SpecComparison.of(accepted.get(accepted.size() - 1), specification)
                        .forEach(place -> differences.add("service " + name + ": " + place));
            }
        }
        return differences;
    }
}
