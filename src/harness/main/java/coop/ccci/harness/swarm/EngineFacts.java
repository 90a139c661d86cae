package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Docker says of itself and of its host.
 *
 * <p>Every method throws a {@link coop.ccci.harness.result.RunException} of the environment when Docker does not answer.
 */
public final class EngineFacts {
    private final DockerApi docker;

    /** Asks this Docker. */
    public EngineFacts(DockerApi docker) {
        this.docker = docker;
    }

    /** Returns its version, for example {@code 20.10.24}, and that of its interface, for example {@code 1.41}. */
    public Versions versions() {
        var answer = docker.get("/version");
        return new Versions(
                answer.path("Version").asText("?"), answer.path("ApiVersion").asText("?"));
    }

    /** Returns where it keeps its images and volumes. */
    public String folder() {
        return docker.get("/info").path("DockerRootDir").asText("/var/lib/docker");
    }

    /** Returns its part in a swarm. */
    public Role role() {
        var swarm = docker.get("/info").path("Swarm");
        return new Role(
                swarm.path("ControlAvailable").asBoolean(false),
                swarm.path("Nodes").asInt(0));
    }

    /** Returns a network; empty when there is none of that name. */
    public Optional<Network> network(String name) {
        for (var network : docker.get("/networks")) {
            if (network.path("Name").asText().equals(name)) {
                return Optional.of(new Network(
                        network.path("Driver").asText(),
                        network.path("Attachable").asBoolean(false)));
            }
        }
        return Optional.empty();
    }

    /** Returns the tags of the images that are here, for example {@code busybox:1.36}. */
    public List<String> images() {
        var tags = new ArrayList<String>();
        docker.get("/images/json").forEach(image -> image.path("RepoTags").forEach(tag -> tags.add(tag.asText())));
        return tags.stream().sorted().toList();
    }

    /**
     * Returns how the services were set up whose image has this word in its name: their arguments, their environment and the
     * content of their configs. Empty when there is no such service.
     */
    public List<String> settingsOf(String imageWord) {
        var texts = new ArrayList<String>();
        for (var service : docker.get("/services")) {
            var container = service.path("Spec").path("TaskTemplate").path("ContainerSpec");
            if (container.path("Image").asText().toLowerCase(Locale.ROOT).contains(imageWord)) {
                for (var key : List.of("Command", "Args", "Env")) {
                    container.path(key).forEach(text -> texts.add(text.asText()));
                }
                container
                        .path("Configs")
                        .forEach(config ->
                                texts.add(content(config.path("ConfigID").asText())));
            }
        }
        return List.copyOf(texts);
    }

    private String content(String config) {
        var data = docker.get("/configs/" + config).path("Spec").path("Data");
        return new String(Base64.getDecoder().decode(text(data)), StandardCharsets.UTF_8);
    }

    private static String text(JsonNode data) {
        return data.asText("").strip();
    }

    /**
     * Versions.
     *
     * @param engine of the program
     * @param api of its HTTP interface
     */
    public record Versions(String engine, String api) {}

    /**
     * A part in a swarm.
     *
     * @param manager whether it may deploy
     * @param nodes how many there are; 0 where there is no swarm, or where it is not a manager
     */
    public record Role(boolean manager, int nodes) {}

    /**
     * A network.
     *
     * @param driver for example {@code overlay}
     * @param attachable whether containers that are no tasks may join it
     */
    public record Network(String driver, boolean attachable) {}
}
