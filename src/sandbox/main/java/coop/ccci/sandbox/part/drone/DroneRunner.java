package coop.ccci.sandbox.part.drone;

import coop.ccci.sandbox.config.Exports;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.TcpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Drone's exec runner as a process of this machine: it runs the steps of one build at a time, as the user that brought
 * the sandbox up. A build's environment is made of {@code PATH}, {@link Exports#forRuns} and the build's own parameters: no token of the sandbox is in it.
 */
public final class DroneRunner implements Part {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final SandboxSettings settings;
    private final ProvidedProgram program;
    private final Part server;
    private final Part repository;
    private final Supplier<Exports> sandbox;
    private final Path folder;
    private final Daemon daemon;
    private final Daemon builds;

    /**
     * Creates a runner for that server's builds.
     *
     * @param sandbox what there is to know; a build is told the part that a run may know
     */
    public DroneRunner(
            SandboxSettings settings,
            ProvidedProgram program,
            Part server,
            Part repository,
            Supplier<Exports> sandbox) {
        this.settings = settings;
        this.program = program;
        this.server = server;
        this.repository = repository;
        this.sandbox = sandbox;
        this.folder = settings.folder().drone();
        this.daemon = new Daemon("drone-runner", settings.folder().path(), folder.resolve("runner.log"));
        this.builds = new Daemon("drone-build", settings.folder().path(), folder.resolve("runner.log"));
    }

    @Override
    public String name() {
        return "drone runner";
    }

    @Override
    public List<Part> needs() {
        return List.of(program, server, repository);
    }

    @Override
    public PartState inspect() {
        var listener = TcpListener.on(settings.runnerPort());
        if (!daemon.isRunning()) {
            return listener.isPresent()
                    ? PartState.blocked(listener.get().conflictMessage("CCCI_SANDBOX_RUNNER_PORT"))
                    : PartState.missing("it is not running");
        }
        if (listener.isEmpty()) {
            return PartState.missing("it does not listen");
        }
        return isCurrent()
                ? PartState.up("version " + program.version() + ", one build at a time")
                : PartState.outdated("it runs the builds of another checkout");
    }

    @Override
    public void up(ProgressReporter reporter) {
        daemon.stop();
        try {
            Files.createDirectories(folder.resolve("builds"));
            Files.writeString(environmentFile(), wanted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reporter.doing("starting the runner");
        daemon.start(
                List.of(program.built().executable().toString(), "daemon"),
                environment(),
                START_TIMEOUT,
                () -> TcpListener.on(settings.runnerPort()).isPresent());
    }

    /** Builds that still go on are asked to end, too: their harness takes its app away before it does. */
    @Override
    public String down(ProgressReporter reporter) {
        var runners = daemon.stop();
        var left = builds.stop();
        if (left > 0) {
            return "stopped, with a build";
        }
        return runners == 0 ? "" : "stopped";
    }

    private Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("HOME", folder.toString());
        sandbox.get().path().ifPresent(first -> environment.put("PATH", first + ":" + System.getenv("PATH")));
        environment.put("DRONE_RPC_PROTO", "http");
        environment.put("DRONE_RPC_HOST", settings.drone().getAuthority());
        environment.put("DRONE_RPC_SECRET", DroneServer.rpcSecret(settings));
        environment.put("DRONE_RUNNER_NAME", "sandbox");
        environment.put("DRONE_RUNNER_CAPACITY", "1");
        environment.put("DRONE_RUNNER_ROOT", folder.resolve("builds").toString());
        environment.put("DRONE_RUNNER_ENVFILE", environmentFile().toString());
        environment.put("DRONE_LIMIT_REPOS", PipelineRepository.fullName());
        environment.put("DRONE_HTTP_BIND", SandboxSettings.LOOPBACK + ":" + settings.runnerPort());
        environment.put("DRONE_UI_DISABLE", "true");
        return environment;
    }

    private Path environmentFile() {
        return folder.resolve("build.env");
    }

    private boolean isCurrent() {
        try {
            return Files.exists(environmentFile())
                    && Files.readString(environmentFile()).equals(wanted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns one assignment a line; single quotes are the only ones in which the runner's reader expands nothing. */
    private String wanted() {
        var all = new LinkedHashMap<>(sandbox.get().forRuns());
        all.put("CCCI_HOME", settings.home().toString());
        all.putAll(builds.mark());
        return all.entrySet().stream()
                .map(each -> each.getKey() + "='" + plain(each.getValue()) + "'\n")
                .collect(Collectors.joining());
    }

    private static String plain(String value) {
        if (value.contains("'") || value.lines().count() > 1) {
            throw new SandboxException(
                    "Drone's runner cannot be told of \"" + value + "\": choose a path without quotes and line breaks");
        }
        return value;
    }
}
