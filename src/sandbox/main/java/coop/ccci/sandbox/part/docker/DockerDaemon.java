package coop.ccci.sandbox.part.docker;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Docker engine. One that answers already is used as it is; otherwise {@code dockerd} is started with all its state
 * in the sandbox's folder, and its ports on 127.0.0.1.
 */
public final class DockerDaemon implements Part {
    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final Daemon daemon;
    private final Path state;

    /** Creates the part: the engine at the other end of that connection. */
    public DockerDaemon(SandboxSettings settings, DockerConnection docker) {
        this.settings = settings;
        this.docker = docker;
        this.state = settings.folder().docker();
        this.daemon = new Daemon("docker", settings.folder().path(), state.resolve("dockerd.log"));
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    /** Returns whether the engine is one that the sandbox started; it may be dead. */
    public boolean isOurs() {
        return daemon.isRunning() || (!docker.answers() && Files.exists(state.resolve("data")));
    }

    @Override
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers at " + settings.dockerSocket());
        }
        var version = docker.api().versionCmd().exec().getVersion();
        return PartState.up("engine " + version + " at " + settings.dockerSocket()
                + (daemon.isRunning() ? "" : ", which was here before the sandbox"));
    }

    @Override
    public void up(ProgressReporter reporter) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new SandboxException("no Docker engine answers at " + settings.dockerSocket()
                    + ", and starting one needs root. Start Docker, or run ./cc-ci with sudo.");
        }
        daemon.stop();
        clearRunTimeState();
        reporter.doing("starting dockerd");
        daemon.start(commandLine(), Map.of("PATH", pathForDocker()), Duration.ofSeconds(30), docker::answers);
    }

    @Override
    public String down(ProgressReporter reporter) {
        if (!isOurs()) {
            return "";
        }
        reporter.doing("stopping dockerd");
        var stopped = daemon.stop();
        clearRunTimeState();
        BridgeDevices.remove(reporter);
        return stopped == 0 ? "" : "stopped";
    }

    private List<String> commandLine() {
        var words = new ArrayList<>(List.of(
                Executables.require("dockerd", "docker.io").toString(),
                "--data-root",
                state.resolve("data").toString(),
                "--exec-root",
                state.resolve("exec").toString(),
                "--pidfile",
                state.resolve("dockerd.pid").toString(),
                "--host",
                settings.dockerHost(),
                "--ip",
                SandboxSettings.LOOPBACK));
        if (!settings.registryMirror().isEmpty()) {
            words.addAll(List.of("--registry-mirror", settings.registryMirror()));
        }
        return words;
    }

    /** A killed engine leaves processes, mounts, sockets and pid files that would confuse the next one. */
    private void clearRunTimeState() {
        new OrphanedContainers(Path.of("/proc"), state.resolve("data").resolve("containers")).end();
        Mounts.release(state);
        FileTrees.delete(state.resolve("exec"));
        try {
            Files.deleteIfExists(state.resolve("dockerd.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It needs iptables, which are not on every person's PATH. */
    private static String pathForDocker() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin";
    }
}
