package coop.ccci.bridge.host;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import coop.ccci.bridge.host.HostState.RunningApp;
import coop.ccci.bridge.host.HostState.RunningService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
    public void record(SwarmEvent event) {
        stacks.runOf(event.stack()).ifPresent(run -> files.append(run, event));
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
        files.write(state);
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
        files.write(new HostState(
                clock.instant(),
                Optional.of("Docker cannot be asked: look whether it runs, and whether DOCKER_HOST is its address"),
                room.memory(),
                room.disk(),
                List.of(),
                0,
                sweep.problem()));
    }
}
