package coop.ccci.abra.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.StackName;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.LabelOverlay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack on the swarm, known by the label that {@code docker stack deploy} puts on everything of it. */
public final class Stack {
    private static final Duration MAX_REMOVAL = Duration.ofMinutes(2);

    private final DockerCli docker;
    private final StackName name;

    /** The stack of a name, deployed or not. */
    public Stack(DockerCli docker, StackName name) {
        this.docker = docker;
        this.name = name;
    }

    /** Returns its name. */
    public StackName name() {
        return name;
    }

    /** Returns the ids of its services; none when it is not deployed. */
    public List<String> services() {
        return docker.run("service", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
    }

    /** Returns whether any service of it is on the swarm. */
    public boolean isDeployed() {
        return !services().isEmpty();
    }

    /** Returns one of abra's labels on the deployed service {@code app}; empty when there is no such service or label. */
    public Optional<String> label(String label) {
        var result = docker.call(List.of("service", "inspect", name.member(LabelOverlay.SERVICE)))
                .result();
        if (result.exit() != 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(DockerCli.parse(result.output())
                .path(0)
                .path("Spec")
                .path("Labels")
                .path(name.label(label))
                .textValue());
    }

    /** Returns the {@code docker service inspect} object of each service. */
    public List<JsonNode> inspectServices() {
        return docker.inspected("service", services());
    }

    /** Returns the {@code docker inspect} object of each task that should run. */
    public List<JsonNode> inspectTasks() {
        var result = docker.call(List.of(
                        "stack", "ps", "--quiet", "--no-trunc", "--filter", "desired-state=running", name.value()))
                .result();
        return result.exit() == 0
                ? docker.inspected("task", result.output().lines().toList())
                : List.of();
    }

    /** Returns its containers on this node, running or not, one object of {@code docker ps} each. */
    public List<JsonNode> containers() {
        return docker.jsonLines("ps", "--all", "--no-trunc", "--filter", namespace());
    }

    /** Returns the names of its volumes on this node. */
    public List<String> volumes() {
        return docker.run("volume", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
    }

    /**
     * Deploys compose files without pruning: a service that they no longer have stays.
     *
     * @param files laid over each other in this order; paths in them count from the first one's folder
     * @param env the variables of the files
     * @return what the Docker CLI wrote, line by line
     * @throws FatalException when it was refused
     */
    public List<String> deploy(List<Path> files, Map<String, String> env) {
        var arguments = new ArrayList<>(List.of("stack", "deploy", "--prune=false", "--resolve-image=always"));
        for (var file : files) {
            arguments.addAll(List.of("--compose-file", file.toString()));
        }
        arguments.add(name.value());
        var result = docker.call(arguments).with(env).result();
        if (result.exit() != 0) {
            throw new FatalException("deploy failed: " + String.join("; ", lines(result.errors())));
        }
        return lines(result.output() + result.errors());
    }

    /**
     * Removes services, networks and configs, and waits until the services and networks are gone. Volumes and the
     * secrets that abra made stay.
     *
     * @throws FatalException when something is still there after two minutes
     */
    public void remove() {
        docker.run("stack", "rm", name.value());
        if (!Poll.until(() -> !isDeployed() && networksAreGone(), MAX_REMOVAL)) {
            throw new FatalException("undeploy timed out: services " + services() + " or networks of " + name
                    + " are still there after " + MAX_REMOVAL.toSeconds() + " s");
        }
    }

    /** Returns the filter for all objects of the stack. */
    private String namespace() {
        return "label=com.docker.stack.namespace=" + name;
    }

    /** Returns the lines of the Docker CLI, without the advice of newer ones that {@code --detach} is about to change. */
    private static List<String> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.contains("--detach=false"))
                .toList();
    }

    private boolean networksAreGone() {
        var left = docker.run("network", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
        for (var network : left) {
            // stack rm gives up on a network that a container still holds; the next round asks again
            docker.call(List.of("network", "rm", network)).result();
        }
        return left.isEmpty();
    }
}
