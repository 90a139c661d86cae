package coop.ccci.reconcile.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.program.CallException;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProgramCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What the reconcilers ask of the {@code docker} command line, and the only place that knows it. A question that Docker
 * does not answer is a {@link CallException}, an act that it refuses a {@link PartException}.
 */
public final class SwarmCalls {
    private static final Duration LOAD = Duration.ofMinutes(10);
    private static final Duration DEPLOY = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProgramCaller programs;

    /** Creates the calls. */
    public SwarmCalls(ProgramCaller programs) {
        this.programs = programs;
    }

    /**
     * How an engine stands to a swarm.
     *
     * @param state Docker's word: {@code inactive}, {@code active}, {@code locked}, {@code pending} or {@code error}
     * @param manager whether it can change the swarm
     */
    public record NodeState(String state, boolean manager) {}

    /**
     * A network.
     *
     * @param driver empty while the swarm has not set it up
     */
    public record NetworkState(String driver, String scope, boolean attachable) {}

    /** Returns how this engine stands to a swarm. */
    public NodeState node() {
        var swarm = json(asked("info", "--format", "{{json .Swarm}}"));
        return new NodeState(
                swarm.path("LocalNodeState").asText(""),
                swarm.path("ControlAvailable").asBoolean(false));
    }

    /** Makes a swarm of this node. */
    public void initialise(String advertiseAddress) {
        done("swarm", "init", "--advertise-addr", advertiseAddress, "--listen-addr", advertiseAddress + ":2377");
    }

    /** Returns the network of this name; empty where there is none. */
    public Optional<NetworkState> network(String name) {
        var names = asked("network", "ls", "--filter", "name=" + name, "--format", "{{.Name}}")
                .lines();
        if (names.noneMatch(name::equals)) {
            return Optional.empty();
        }
        var found = json(asked("network", "inspect", name)).path(0);
        return Optional.of(new NetworkState(
                found.path("Driver").asText(""),
                found.path("Scope").asText(""),
                found.path("Attachable").asBoolean(false)));
    }

    /** Makes an overlay network to which single containers may be attached too. */
    public void createOverlay(String name) {
        done("network", "create", "--driver", "overlay", "--attachable", name);
    }

    /** Returns the services of a stack. */
    public List<ServiceStanding> services(String stack) {
        var ids = asked("service", "ls", "--quiet", "--filter", "label=com.docker.stack.namespace=" + stack)
                .lines()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        var replicas = new LinkedHashMap<String, String>();
        asked("service", "ls", "--format", "{{.Name}} {{.Replicas}}")
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length > 1)
                .forEach(words -> replicas.put(words[0], words[1]));
        var words = new ArrayList<>(List.of("service", "inspect"));
        words.addAll(ids);
        var services = new ArrayList<ServiceStanding>();
        for (var each : json(asked(words.toArray(String[]::new)))) {
            services.add(ServiceStanding.of(
                    each, replicas.getOrDefault(each.at("/Spec/Name").asText(), "0/1")));
        }
        return List.copyOf(services);
    }

    /** Returns the tasks of a service, some of those that have ended among them. */
    List<TaskStanding> tasks(String service) {
        var ids =
                asked("service", "ps", "--quiet", "--no-trunc", service).lines().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<>(List.of("inspect", "--type", "task"));
        words.addAll(ids);
        var tasks = new ArrayList<TaskStanding>();
        for (var each : json(asked(words.toArray(String[]::new)))) {
            tasks.add(TaskStanding.of(each.path("Status")));
        }
        return List.copyOf(tasks);
    }

    /** Returns the names of the secrets of the swarm. */
    public List<String> secrets() {
        return asked("secret", "ls", "--format", "{{.Name}}").lines().toList();
    }

    /** Makes a secret of the swarm out of a text. */
    public void createSecret(String name, String text) {
        var output = programs.call(List.of("docker", "secret", "create", name, "-"), text, ProgramCaller.SHORT);
        require(output, "secret create " + name);
    }

    /** Removes a secret, if nothing uses it. */
    public boolean removeSecret(String name) {
        return programs.call("docker", "secret", "rm", name).well();
    }

    /** Returns whether the engine has an image. */
    public boolean hasImage(String reference) {
        return programs.call("docker", "image", "inspect", "--format", "{{.Id}}", reference)
                .well();
    }

    /** Returns the images of this name that the engine has, each with its tag. */
    public List<String> images(String name) {
        return asked("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=" + name + ":*")
                .lines()
                .toList();
    }

    /** Removes an image by its name and tag, if no container is made of it, not even one that has ended. */
    public boolean removeImage(String reference) {
        return programs.call("docker", "image", "rm", reference).well();
    }

    /** Returns the ids of the containers that are made of an image, those of these services that have ended left out. */
    public List<String> containersOf(String reference, List<String> services) {
        var all = asked("ps", "--all", "--quiet", "--filter", "ancestor=" + reference);
        var ended = endedTasks(reference, services);
        return all.lines().filter(container -> !ended.contains(container)).toList();
    }

    /** Removes the containers of tasks of services that have ended, of which a swarm keeps some to be looked at. */
    public void removeEndedTasks(String reference, List<String> services) {
        endedTasks(reference, services).forEach(container -> done("container", "rm", container));
    }

    private List<String> endedTasks(String reference, List<String> services) {
        return services.stream()
                .flatMap(service -> endedTasks(reference, service).stream())
                .toList();
    }

    private List<String> endedTasks(String reference, String service) {
        return asked(
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "ancestor=" + reference,
                        "--filter",
                        "status=exited",
                        "--filter",
                        "label=com.docker.swarm.service.name=" + service)
                .lines()
                .toList();
    }

    /** Runs a program in the running container of a service; empty where there is none. */
    public Optional<CallOutput> inContainer(String service, List<String> program) {
        return asked("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=" + service)
                .lines()
                .findFirst()
                .map(container -> {
                    var words = new ArrayList<>(List.of("docker", "exec", container));
                    words.addAll(program);
                    return programs.call(words, "", ProgramCaller.SHORT);
                });
    }

    /** Loads an image out of what a program writes. */
    public void load(Path archive) {
        require(programs.pipe(List.of(archive.toString()), List.of("docker", "load", "--quiet"), LOAD), "load");
    }

    /** Deploys a stack. */
    public void deploy(String stack, String compose) {
        var words = List.of("docker", "stack", "deploy", "--prune", "--compose-file", "-", stack);
        require(programs.call(words, compose, DEPLOY), "stack deploy " + stack);
    }

    private void done(String... words) {
        require(programs.call(vector(words), "", ProgramCaller.SHORT), words[0] + " " + words[1]);
    }

    private static void require(CallOutput output, String what) {
        if (!output.well()) {
            throw new PartException("docker " + what + " was refused, " + output.reason());
        }
    }

    private String asked(String... words) {
        var output = programs.call(vector(words), "", ProgramCaller.SHORT);
        if (!output.well()) {
            throw new CallException("docker " + words[0] + " failed, " + output.reason());
        }
        return output.output();
    }

    private static List<String> vector(String... words) {
        var vector = new ArrayList<String>();
        vector.add("docker");
        vector.addAll(List.of(words));
        return vector;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CallException("docker answered something that is no JSON", e);
        }
    }
}
