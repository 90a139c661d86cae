package coop.ccci.bridge.host;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import coop.ccci.bridge.host.HostFiles.HostState;
import coop.ccci.bridge.host.HostFiles.HostState.RunningApp;
import coop.ccci.bridge.host.HostFiles.HostState.RunningService;
import coop.ccci.bridge.host.HostFiles.SwarmEvent;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the routes {@code follow-swarm} and {@code look-at-host}. */
public final class HostWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);
    private static final String STACK = "com.docker.stack.namespace";
    private static final String SERVICE = "com.docker.swarm.service.name";
    private static final int MAX_LENGTH = 200;
    private static final int MAX_SERVICES = 200;

    private final HostFiles files;
    private final RecentStacks stacks;
    private final MachineRoom room;
    private final HostDocker docker;
    private final OrphanSweep sweep;
    private final Clock clock;
    private boolean isOver;

    HostWatch(Path runs, MachineRoom room, HostDocker docker, OrphanSweep sweep, Clock clock) {
        this.files = new HostFiles(runs);
        this.stacks = new RecentStacks(runs, clock);
        this.room = room;
        this.docker = docker;
        this.sweep = sweep;
        this.clock = clock;
    }

    /** Returns what an event of Docker tells of an app of a run; null for all others. */
    public SwarmEvent read(Event event) {
        return SwarmEvent.of(event)
                .filter(told -> stacks.runOf(told.stack()).isPresent())
                .orElse(null);
    }

    /** Adds it to the events of its run. */
    public synchronized void record(SwarmEvent event) {
        if (!isOver) {
            stacks.runOf(event.stack()).ifPresent(run -> files.append(run, event));
        }
    }

    /** Writes nothing any more, for another process may have the role from now on: a timer may still be about to begin. */
    synchronized void stop() {
        isOver = true;
    }

    private synchronized void write(HostState state) {
        if (!isOver) {
            files.write(state);
        }
    }

    /** Turns the containers that there are into the state of the host. */
    public HostState look(List<Container> containers) {
        var apps = new TreeMap<String, List<RunningService>>();
        var others = 0;
        for (var container : containers) {
            var labels = container.getLabels();
            var stack = labels == null ? "" : labels.getOrDefault(STACK, "");
            if (stacks.runOf(stack).isEmpty()) {
                others++;
            } else if (apps.values().stream().mapToInt(List::size).sum() < MAX_SERVICES) {
                apps.computeIfAbsent(stack, each -> new ArrayList<>()).add(service(stack, container));
            }
        }
        var running = new ArrayList<RunningApp>();
        apps.forEach((stack, services) ->
                stacks.runOf(stack).ifPresent(run -> running.add(new RunningApp(run.toString(), stack, services))));
        return new HostState(
                clock.instant(), Optional.empty(), room.memory(), room.disk(), running, others, sweep.problem());
    }

    private RunningService service(String stack, Container container) {
        var name = container.getLabels().getOrDefault(SERVICE, "");
        return new RunningService(
                cut(name.startsWith(stack + "_") ? name.substring(stack.length() + 1) : name),
                cut(String.valueOf(container.getState())),
                cut(String.valueOf(container.getStatus())),
                room.memoryOf(container.getId()));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(MAX_LENGTH, text.length()));
    }

    /** Writes the state down, and has the events followed anew where they broke off. */
    public void write(HostState state, Exchange exchange) throws Exception {
        write(state);
        if (docker.isBroken()) {
            LOG.info("docker's events broke off, following them again");
            var routes = exchange.getContext().getRouteController();
            routes.stopRoute("follow-swarm");
            docker.renew();
            routes.startRoute("follow-swarm");
        }
    }

    /** Writes down that Docker cannot be asked. */
    public void unreachable(Exchange exchange) {
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("docker cannot be asked: {}", problem.toString());
        docker.markBroken();
        write(new HostState(
                clock.instant(),
                Optional.of("Docker cannot be asked: look whether it runs, and whether DOCKER_HOST is its address"),
                room.memory(),
                room.disk(),
                List.of(),
                0,
                sweep.problem()));
    }

    /** Which run a stack belongs to: each run keeps the settings of its apps in its own directory, before anything is deployed. */
    static final class RecentStacks {
        private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
        private static final int MAX_RUNS = 100;
        private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
        private static final String END = ".env";

        private final Path runs;
        private final Clock clock;
        private Map<String, RunId> known = Map.of();
        private Instant lookedAt = Instant.EPOCH;

        RecentStacks(Path runs, Clock clock) {
            this.runs = runs;
            this.clock = clock;
        }

        /** Returns the run that has deployed this stack; looks again for one that is not known, but not all the time. */
        synchronized Optional<RunId> runOf(String stack) {
            if (!known.containsKey(stack) && !clock.instant().isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
                known = look();
                lookedAt = clock.instant();
            }
            return Optional.ofNullable(known.get(stack));
        }

        private Map<String, RunId> look() {
            var found = new HashMap<String, RunId>();
            try (var directories = Files.list(runs)) {
                directories
                        .map(directory -> directory.getFileName().toString())
                        .filter(name -> NUMBER.matcher(name).matches())
                        .map(name -> new RunId(Long.parseLong(name)))
                        .sorted(Comparator.comparingLong(RunId::value).reversed())
                        .limit(MAX_RUNS)
                        .forEach(run -> stacksOf(run).forEach((stack, id) -> found.putIfAbsent(stack, id)));
            } catch (IOException e) {
                return known; // it is looked for again
            }
            return found;
        }

        private Map<String, RunId> stacksOf(RunId run) {
            var servers = RunDirectory.of(runs, run).abra().resolve("servers");
            var found = new HashMap<String, RunId>();
            try (var files = Files.walk(servers, 2)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(END))
                        .forEach(name -> found.put(
                                name.substring(0, name.length() - END.length()).replace('.', '_'), run));
            } catch (IOException e) {
                return Map.of(); // it has no apps yet, or none any more
            }
            return found;
        }
    }
}
