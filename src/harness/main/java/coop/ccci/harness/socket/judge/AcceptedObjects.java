package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was passed on, by its name: the specifications of services, the last one and those before it, to which swarm goes back
 * by itself, and what configs hold, of which there may have been one of the same name before. Safe for use by several
 * threads.
 */
public final class AcceptedObjects {
    private final Map<String, List<JsonNode>> byName = new LinkedHashMap<>();

    private final Map<String, Set<String>> configs = new HashMap<>();

    synchronized void addConfig(JsonNode specification) {
        configs.computeIfAbsent(specification.path("Name").asText(), name -> new HashSet<>())
                .add(specification.path("Data").asText());
    }

    synchronized void addService(JsonNode specification) {
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

    /**
     * Compares what configs hold with what was passed on.
     *
     * @param held every config of the stack, as the engine shows it
     * @return a sentence for each difference, without any of the content
     */
    public synchronized List<String> differences(List<JsonNode> held) {
        return held.stream()
                .map(config -> config.path("Spec"))
                .filter(config -> !configs.getOrDefault(config.path("Name").asText(), Set.of())
                        .contains(config.path("Data").asText()))
                .map(config -> "the config " + config.path("Name").asText() + " does not hold what was passed on")
                .toList();
    }
}
