package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.swarm.StackObject.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the swarm says of runs' apps, and the removal of what belongs to one. Answers are read leniently: a key that is
 * missing counts as empty.
 *
 * <p>Every method throws a {@link coop.ccci.harness.result.RunException} of the environment when Docker does not answer.
 */
public final class Swarm {
    /** The label by which every object of a stack names it; secrets made by {@code abra} may lack it. */
    private static final String NAMESPACE = "com.docker.stack.namespace";

    private static final int SEARCHED_LINES = 2000;

    /** What a health check said is shown so long at most. */
    private static final int MAX_HEALTH_LENGTH = 300;

    private final DockerApi docker;
    private final Zone zone;
    private final UnaryOperator<String> mask;
    private final Map<String, ContainerEnd> ends = new ConcurrentHashMap<>();
    private final Map<String, StackNetwork> networks = new ConcurrentHashMap<>();

    /** Looks at the apps of one zone. */
    public Swarm(DockerApi docker, Zone zone) {
        this(docker, zone, text -> text);
    }

    /**
     * Looks at the apps of one zone.
     *
     * @param mask hides secrets in what apps say, before lines are cut, which would show the beginning of one
     */
    public Swarm(DockerApi docker, Zone zone, UnaryOperator<String> mask) {
        this.docker = docker;
        this.zone = zone;
        this.mask = mask;
    }

    /** Returns the services of an app with their tasks. */
    public List<ServiceState> services(RunApp app) {
        var services = new ArrayList<JsonNode>();
        docker.get("/services?status=true&" + DockerApi.filter("label", List.of(NAMESPACE + "=" + app.stack())))
                .forEach(services::add);
        if (services.isEmpty()) {
            return List.of();
        }
        var ids = services.stream().map(service -> service.path("ID").asText()).toList();
        var tasks = new HashMap<String, List<JsonNode>>();
        docker.get("/tasks?" + DockerApi.filter("service", ids))
                .forEach(task -> tasks.computeIfAbsent(task.path("ServiceID").asText(), id -> new ArrayList<>())
                        .add(task));
        return services.stream()
                .map(service -> known(
                        service, app, tasks.getOrDefault(service.path("ID").asText(), List.of())))
                .sorted(Comparator.comparing(ServiceState::name))
                .toList();
    }

    private ServiceState known(JsonNode service, RunApp app, List<JsonNode> tasks) {
        var state = SwarmJson.service(service, app.stack(), tasks);
        var ended = state.with(state.tasks().stream().map(this::askForEnd).toList());
        return ended.tasks().stream().anyMatch(TaskState::lacksAddress) ? ended.on(networks(service, app)) : ended;
    }

    /**
     * The exit code alone does not tell a container that used up its memory from one that was killed, nor one that was
     * killed as unhealthy and ended with 0 from one that did its work.
     */
    private TaskState askForEnd(TaskState task) {
        return task.mayKnowMore()
                ? task.ended(ends.computeIfAbsent(
                        task.container(),
                        id -> SwarmJson.end(docker.get("/containers/" + id + "/json"), mask, MAX_HEALTH_LENGTH)))
                : task;
    }

    private List<StackNetwork> networks(JsonNode service, RunApp app) {
        var on = new ArrayList<StackNetwork>();
        service.path("Spec")
                .path("TaskTemplate")
                .path("Networks")
                .forEach(network -> on.add(networks.computeIfAbsent(
                        network.path("Target").asText(),
                        id -> SwarmJson.network(
                                docker.get("/networks/" + URLEncoder.encode(id, StandardCharsets.UTF_8)),
                                app.stack()))));
        return on;
    }

    /** Returns the time by this machine's clock, which is that of a swarm of one node. */
    public Instant now() {
        return Instant.now();
    }

    /**
     * Returns the last lines that a service's newest tasks wrote, oldest first.
     *
     * @param most at most so many lines of each task
     * @param longest lines are cut after so many characters
     */
    public List<String> lastLines(ServiceState service, int most, int longest) {
        return service.tasks().stream()
                .sorted(Comparator.comparing(TaskState::created).reversed())
                .map(task -> docker.logs("/tasks/" + task.id() + "/logs?stdout=1&stderr=1&tail=" + most))
                .map(frames -> LogFrames.lines(frames, mask, most, longest))
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** What a search of a service's log came to. */
    public enum LogSearch {
        /** It was found. */
        FOUND,
        /** It is in no log, and each was read. */
        ABSENT,
        /** It was not found, but not every log could be read. */
        UNREADABLE
    }

    /** Searches the last lines of the log of each of a service's tasks. */
    public LogSearch searchLogs(ServiceState service, Predicate<String> lookedFor) {
        var unreadable = false;
        for (var task : service.tasks()) {
            var log = docker.readableLogs("/tasks/" + task.id() + "/logs?stdout=1&stderr=1&tail=" + SEARCHED_LINES);
            if (log.map(LogFrames::text).filter(lookedFor).isPresent()) {
                return LogSearch.FOUND;
            }
            unreadable |= log.isEmpty();
        }
        return unreadable ? LogSearch.UNREADABLE : LogSearch.ABSENT;
    }

    /**
     * Returns what the health check of a service's newest container said last; empty where there is no check, or it holds.
     *
     * @param longest the text is cut after so many characters
     */
    public Optional<String> lastIllHealth(ServiceState service, int longest) {
        return service.tasks().stream()
                .sorted(Comparator.comparing(TaskState::created).reversed())
                .filter(task -> !task.container().isEmpty())
                .map(task -> docker.get("/containers/" + task.container() + "/json")
                        .path("State")
                        .path("Health"))
                .map(health -> SwarmJson.illHealth(health, mask, longest))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns everything on the swarm that belongs to any run's app of the zone, by app. */
    public Map<RunApp, List<StackObject>> everything() {
        var found = new TreeMap<RunApp, List<StackObject>>();
        for (var kind : Kind.values()) {
            for (var object : list(kind)) {
                owner(kind, object).ifPresent(app -> found.computeIfAbsent(app, key -> new ArrayList<>())
                        .add(new StackObject(app, kind, id(kind, object), name(kind, object))));
            }
        }
        return found;
    }

    /** Returns what is on the swarm of one app. */
    public List<StackObject> leftOf(RunApp app) {
        return everything().getOrDefault(app, List.of());
    }

    /** Returns what is on the swarm of one app, of one kind. */
    public List<StackObject> leftOf(RunApp app, Kind kind) {
        return list(kind).stream()
                .filter(object -> owner(kind, object).filter(app::equals).isPresent())
                .map(object -> new StackObject(app, kind, id(kind, object), name(kind, object)))
                .toList();
    }

    /**
     * Returns the containers on a network of a run's app that are no run's, for example one that somebody has put there by
     * hand; by name. Docker does not remove a network that a container is on.
     */
    public List<String> strangersOn(StackObject network) {
        var strangers = new ArrayList<String>();
        var containers = docker.get("/networks/" + URLEncoder.encode(network.id(), StandardCharsets.UTF_8))
                .path("Containers");
        containers.properties().forEach(entry -> {
            var name = entry.getValue().path("Name").asText("");
            var labels = docker.get("/containers/" + entry.getKey() + "/json")
                    .path("Config")
                    .path("Labels");
            var stack = labels.path(NAMESPACE).asText("");
            var isOfARun = stack.isEmpty()
                    ? RunApp.ofObject(zone, name).isPresent()
                    : RunApp.ofStack(zone, stack).isPresent();
            // Docker's own end of an overlay network is no container
            if (!isOfARun && !name.endsWith("-endpoint")) {
                strangers.add("container " + name);
            }
        });
        return strangers;
    }

    /**
     * Removes an object that was found to be a run's app's.
     *
     * @return empty when it is gone, else why it is not yet, for example because something still uses it
     */
    public Optional<String> remove(StackObject object) {
        var id = URLEncoder.encode(object.id(), StandardCharsets.UTF_8);
        return docker.delete(
                switch (object.kind()) {
                    case SERVICE -> "/services/" + id;
                    case CONTAINER -> "/containers/" + id + "?force=true&v=true";
                    case NETWORK -> "/networks/" + id;
                    case VOLUME -> "/volumes/" + id;
                    case SECRET -> "/secrets/" + id;
                    case CONFIG -> "/configs/" + id;
                });
    }

    private List<JsonNode> list(Kind kind) {
        var answer = docker.get(listing(kind));
        var objects = new ArrayList<JsonNode>();
        (kind == Kind.VOLUME ? answer.path("Volumes") : answer).forEach(objects::add);
        return objects;
    }

    private static String listing(Kind kind) {
        return switch (kind) {
            case SERVICE -> "/services";
            case CONTAINER -> "/containers/json?all=true";
            case NETWORK -> "/networks";
            case VOLUME -> "/volumes";
            case SECRET -> "/secrets";
            case CONFIG -> "/configs";
        };
    }

    /** An object says itself whose it is by its label; only where it does not, its name tells. */
    private Optional<RunApp> owner(Kind kind, JsonNode object) {
        var label = labels(kind, object).path(NAMESPACE).asText("");
        return label.isEmpty() ? RunApp.ofObject(zone, name(kind, object)) : RunApp.ofStack(zone, label);
    }

    private static JsonNode labels(Kind kind, JsonNode object) {
        return switch (kind) {
            case SERVICE, SECRET, CONFIG -> object.path("Spec").path("Labels");
            case CONTAINER, NETWORK, VOLUME -> object.path("Labels");
        };
    }

    private static String id(Kind kind, JsonNode object) {
        return switch (kind) {
            case VOLUME -> object.path("Name").asText();
            case SERVICE, SECRET, CONFIG -> object.path("ID").asText();
            case CONTAINER, NETWORK -> object.path("Id").asText();
        };
    }

    private static String name(Kind kind, JsonNode object) {
        return switch (kind) {
            case SERVICE, SECRET, CONFIG -> object.path("Spec").path("Name").asText();
            case CONTAINER -> object.path("Names").path(0).asText().replaceFirst("^/", "");
            case NETWORK, VOLUME -> object.path("Name").asText();
        };
    }
}
