package coop.ccci.reconcile.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A service of a stack.
 *
 * @param running how many of its tasks run
 * @param desired how many should
 * @param update Docker's word for how its last update went; empty when there was none
 * @param environment of its containers
 * @param secrets the names of the secrets that it uses
 */
public record ServiceStanding(
        String name,
        int running,
        int desired,
        String update,
        Map<String, String> labels,
        Map<String, String> environment,
        List<String> secrets) {
    /** {@code 1/1}, {@code 1/1 (max 1 per node)}, {@code 0/1 (1/1 completed)}. */
    private static final Pattern REPLICAS = Pattern.compile("(\\d+)/(\\d+)(?: \\((\\d+)/(\\d+) completed\\))?.*");

    /** Copies what could change. */
    public ServiceStanding {
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    /**
     * Reads a service.
     *
     * @param service as {@code docker service inspect} shows it
     * @param replicas as {@code docker service ls} does
     */
    static ServiceStanding of(JsonNode service, String replicas) {
        var labels = new LinkedHashMap<String, String>();
        service.at("/Spec/Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        var container = service.at("/Spec/TaskTemplate/ContainerSpec");
        var environment = new LinkedHashMap<String, String>();
        container.path("Env").forEach(variable -> {
            var words = variable.asText().split("=", 2);
            environment.put(words[0], words.length > 1 ? words[1] : "");
        });
        var secrets = new ArrayList<String>();
        container
                .path("Secrets")
                .forEach(secret -> secrets.add(secret.path("SecretName").asText()));
        var counts = REPLICAS.matcher(replicas);
        var isKnown = counts.matches();
        // A job's tasks end: what counts is how many have.
        var group = isKnown && counts.group(3) != null ? 3 : 1;
        return new ServiceStanding(
                service.at("/Spec/Name").asText(),
                isKnown ? Integer.parseInt(counts.group(group)) : 0,
                isKnown ? Integer.parseInt(counts.group(group + 1)) : 1,
                service.at("/UpdateStatus/State").asText(""),
                labels,
                environment,
                secrets);
    }

    /** Returns whether swarm has gone back, or goes back, to what was there before its last update. */
    public boolean isRolledBack() {
        return update.startsWith("rollback_");
    }
}
