package coop.ccci.abra.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.StackName;
import coop.ccci.abra.recipe.LabelOverlay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A stack on the swarm, known by the label that {@code docker stack deploy} puts on everything of it. */
public final class Stack {
    private static final Duration RESTART = Duration.ofMinutes(2);
    private static final Duration REMOVAL = Duration.ofMinutes(2);

    private final Docker docker;
    private final StackName name;

    /** The stack of a name, deployed or not. */
    public Stack(Docker docker, StackName name) {
        this.docker = docker;
        this.name = name;
    }

    /** Its name. */
    public StackName name() {
        return name;
    }

    /** The ids of its services; none when it is not deployed. */
    public List<String> services() {
        return docker.run("service", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
    }

    /** Whether any service of it is on the swarm. */
    public boolean isDeployed() {
        return !services().isEmpty();
    }

    /** One of abra's labels on the deployed service {@code app}; empty when there is no such service or label. */
    public Optional<String> label(String label) {
        var result = docker.call(List.of("service", "inspect", name.member(LabelOverlay.SERVICE)))
                .result();
        if (result.exit() != 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(Docker.parse(result.output())
                .path(0)
                .path("Spec")
                .path("Labels")
                .path(name.label(label))
                .textValue());
    }

    /** What {@code docker service inspect} says of each service. */
    public List<JsonNode> inspectServices() {
        return inspected("service", services());
    }

    /** What Docker says of each task that is meant to run. */
    public List<JsonNode> inspectTasks() {
        var result = docker.call(List.of(
                        "stack", "ps", "--quiet", "--no-trunc", "--filter", "desired-state=running", name.value()))
                .result();
        return result.exit() == 0 ? inspected("task", result.output().lines().toList()) : List.of();
    }

    /** Its containers on this node, running or not, one object of {@code docker ps} each. */
    public List<JsonNode> containers() {
        return docker.jsonLines("ps", "--all", "--no-trunc", "--filter", namespace());
    }

    /** The names of its volumes on this node. */
    public List<String> volumes() {
        return docker.run("volume", "ls", "--quiet", "--filter", namespace())
                .lines()
                .toList();
    }

    /**
     * Deploys compose files. What an earlier deploy had and these have not stays (abra does not prune).
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
            throw new FatalException("deploy failed: " + String.join("; ", told(result.errors())));
        }
        return told(result.output() + result.errors());
    }

    /**
     * Removes services, networks and configs, and waits until the services and networks are gone. Volumes and the
     * secrets that abra made stay.
     *
     * @throws FatalException when something is still there after two minutes
     */
    public void remove() {
        docker.run("stack", "rm", name.value());
        if (!Waiting.until(() -> !isDeployed() && networksAreGone(), REMOVAL)) {
            throw new FatalException("undeploy timed out: services " + services() + " or networks of " + name
                    + " are still there after " + REMOVAL.toSeconds() + " s");
        }
    }

    /**
     * Ends the containers of a service and starts as many again.
     *
     * @throws FatalException when that takes longer than two minutes
     */
    public void restart(String service) {
        var replicas = inspected("service", List.of(service))
                .get(0)
                .path("Spec")
                .path("Mode")
                .path("Replicated")
                .path("Replicas")
                .asInt(0);
        scale(service, 0);
        var containers = new Containers(docker);
        if (!Waiting.until(() -> containers.find(service).isEmpty(), RESTART)) {
            throw new FatalException("the containers of " + service + " do not end");
        }
        var convergence = new Convergence(this);
        scale(service, replicas);
        convergence.await(RESTART);
    }

    private void scale(String service, int replicas) {
        docker.run("service", "scale", "--detach", service + "=" + replicas);
    }

    /** The filter for everything that belongs to it. */
    private String namespace() {
        return "label=com.docker.stack.namespace=" + name;
    }

    /** What the Docker CLI said, without the advice of newer ones that {@code --detach} is about to change. */
    private static List<String> told(String text) {
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

    private List<JsonNode> inspected(String kind, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<>(List.of("inspect", "--type", kind));
        arguments.addAll(ids);
        // an object that went away since it was listed makes the exit code 1; the others are printed all the same
        var result = docker.call(arguments).result();
        return result.output().isBlank()
                ? List.of()
                : StreamSupport.stream(Docker.parse(result.output()).spliterator(), false)
                        .toList();
    }
}
