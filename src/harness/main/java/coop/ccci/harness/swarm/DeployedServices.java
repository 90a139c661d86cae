package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All services of the swarm, of whatever stack, as they were deployed; their configs and their logs.
 *
 * <p>Every method throws a {@link coop.ccci.harness.result.RunException} of the environment when Docker does not answer.
 */
public final class DeployedServices {
    private final DockerApi docker;

    /** Asks this Docker. */
    public DeployedServices(DockerApi docker) {
        this.docker = docker;
    }

    /** Returns all of them. */
    public List<DeployedService> all() {
        var services = new ArrayList<DeployedService>();
        docker.get("/services").forEach(service -> services.add(service(service)));
        return services;
    }

    /** Returns every service of a stack, as Docker shows it. */
    public List<JsonNode> ofStack(String stack) {
        return ofStack("/services", stack);
    }

    /** Returns every config of a stack, as Docker shows it. */
    public List<JsonNode> configsOfStack(String stack) {
        return ofStack("/configs", stack);
    }

    private List<JsonNode> ofStack(String path, String stack) {
        var objects = new ArrayList<JsonNode>();
        docker.get(path + "?" + DockerApi.filter("label", List.of("com.docker.stack.namespace=" + stack)))
                .forEach(objects::add);
        return objects;
    }

    /** Returns the content of a service's configs; that of a config which cannot be read is left out. */
    public List<String> configs(DeployedService service) {
        var texts = new ArrayList<String>();
        docker.get("/services/" + service.id())
                .path("Spec")
                .path("TaskTemplate")
                .path("ContainerSpec")
                .path("Configs")
                .forEach(config -> decoded(
                                docker.get("/configs/" + config.path("ConfigID").asText())
                                        .path("Spec")
                                        .path("Data")
                                        .asText(""))
                        .ifPresent(texts::add));
        return texts;
    }

    /**
     * Returns what a service wrote since then, freed of colours; empty where Docker cannot read its log.
     *
     * @param most at most so many lines of each task
     */
    public Optional<String> log(DeployedService service, Instant since, int most) {
        return docker.readableLogs("/services/" + service.id() + "/logs?stdout=1&stderr=1&since="
                        + since.getEpochSecond() + "&tail=" + most)
                .map(LogFrames::text);
    }

    private static Optional<String> decoded(String data) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(data.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static DeployedService service(JsonNode service) {
        var spec = service.path("Spec");
        var template = spec.path("TaskTemplate");
        var container = template.path("ContainerSpec");
        var labels = texts(spec.path("Labels"));
        var networks = new HashSet<String>();
        Stream.of(template, spec).forEach(node -> node.path("Networks")
                .forEach(network -> networks.add(network.path("Target").asText())));
        var ports = new HashSet<Integer>();
        Stream.of(spec.path("EndpointSpec"), service.path("Endpoint")).forEach(node -> node.path("Ports")
                .forEach(port -> ports.add(port.path("PublishedPort").asInt(0))));
        ports.remove(0);
        var settings = new ArrayList<String>();
        Stream.of("Command", "Args", "Env")
                .forEach(key -> container.path(key).forEach(text -> settings.add(text.asText())));
        return new DeployedService(
                service.path("ID").asText(),
                spec.path("Name").asText(),
                labels.getOrDefault("com.docker.stack.namespace", ""),
                labels,
                texts(container.path("Labels")),
                container.path("Image").asText(),
                networks,
                ports,
                SwarmJson.instant(service.path("UpdatedAt")),
                settings);
    }

    private static Map<String, String> texts(JsonNode map) {
        var texts = new HashMap<String, String>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
