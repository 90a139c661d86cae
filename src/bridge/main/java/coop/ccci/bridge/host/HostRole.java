package coop.ccci.bridge.host;

import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.HostConfiguration;
import coop.ccci.contract.KernelLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes below {@code routes/host}, as an application of their own: beside the bridge in one process, or alone in one. */
public final class HostRole implements AutoCloseable {
    /** The routes, by their ids. */
    public static final Set<String> ROUTES = Set.of("follow-swarm", "look-at-host", "sweep-orphans");

    private static final Logger LOG = LoggerFactory.getLogger(HostRole.class);
    private static final String WATCH = "hostWatch";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Main camel;
    private final KernelLock lock;

    private HostRole(Main camel, KernelLock lock) {
        this.camel = camel;
        this.lock = lock;
    }

    /**
     * Makes everything; nothing runs yet.
     *
     * @param hasServer whether its health is served, which it is where the role has a process of its own
     * @return empty when another process has the role for these run directories
     */
    public static Optional<HostRole> open(HostConfiguration configuration, boolean hasServer, Clock clock) {
        return open(configuration, hasServer, BETWEEN_LOOKS, clock);
    }

    /** As {@link #open(HostConfiguration, boolean, Clock)}, looking so often what runs. */
    static Optional<HostRole> open(
            HostConfiguration configuration, boolean hasServer, Duration betweenLooks, Clock clock) {
        var lock = KernelLock.tryAcquire(configuration.runs().resolve("host.lock"));
        if (lock.isEmpty()) {
            LOG.info("another process has the host role here");
        }
        return lock.map(held -> new HostRole(camel(configuration, hasServer, betweenLooks, clock), held));
    }

    private static Main camel(HostConfiguration configuration, boolean hasServer, Duration betweenLooks, Clock clock) {
        var camel = new Main();
        properties(configuration, hasServer).forEach(camel::addInitialProperty);
        camel.addInitialProperty("ccci.host.look", String.valueOf(betweenLooks.toMillis()));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                bind(camel, configuration, clock);
            }
        });
        return camel;
    }

    private static void bind(Main camel, HostConfiguration configuration, Clock clock) {
        var docker = new HostDocker(configuration.docker());
        var sweep = new OrphanSweep(configuration);
        var room = new MachineRoom(configuration.runs(), Path.of("/"));
        camel.bind("docker", docker);
        camel.bind("orphanSweep", sweep);
        camel.bind(WATCH, new HostWatch(configuration.runs(), room, docker, sweep, clock));
        camel.bind("hostHealthCheck", health(configuration.runs(), clock));
    }

    /** Returns the health check of whoever shares these run directories with the role. */
    public static ReadinessCheck health(Path runs, Clock clock) {
        var files = new HostFiles(runs);
        return new ReadinessCheck("host", detail -> files.problems(clock.instant(), detail));
    }

    /** Returns Camel's properties; the routes read the {@code ccci.} ones. */
    public static Map<String, String> properties(HostConfiguration configuration, boolean hasServer) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("camel.main.name", "cc-ci-host");
        settings.put("camel.main.routesIncludePattern", "classpath:routes/host/*.camel.yaml");
        settings.put("camel.main.shutdownTimeout", "5");
        settings.put("camel.main.useMdcLogging", "true");
        settings.put("camel.server.enabled", "false");
        settings.put("camel.management.enabled", String.valueOf(hasServer));
        settings.put("camel.management.host", "127.0.0.1");
        settings.put("camel.management.port", String.valueOf(configuration.managementPort()));
        settings.put("camel.management.healthCheckEnabled", "true");
        settings.put("camel.health.enabled", "true");
        settings.put("camel.health.exposureLevel", "full");
        settings.put("ccci.host.look", String.valueOf(BETWEEN_LOOKS.toMillis()));
        settings.put(
                "ccci.host.sweep", String.valueOf(configuration.sweepInterval().toMillis()));
        return settings;
    }

    /** Starts everything and returns. */
    public void start() {
        camel.start();
    }

    /** Starts everything and returns when the process is told to stop. */
    public void runUntilStopped() throws Exception {
        camel.run();
    }

    /** Returns the running routes. */
    public CamelContext context() {
        return camel.getCamelContext();
    }

    @Override
    public void close() {
        // Looked up before: it knows nothing more when it has stopped.
        var watch = Optional.ofNullable(camel.lookup(WATCH, HostWatch.class));
        camel.stop();
        watch.ifPresent(HostWatch::stop);
        lock.close();
    }
}
