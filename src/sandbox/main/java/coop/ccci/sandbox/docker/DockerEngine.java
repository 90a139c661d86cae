package coop.ccci.sandbox.docker;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.SandboxFolder;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Mounts;
import coop.ccci.sandbox.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The Docker engine. One that answers already is used as it is; otherwise {@code dockerd} is started with all its state
 * in the sandbox's folder, and its ports on 127.0.0.1.
 */
public final class DockerEngine implements Part {
    private final Settings settings;
    private final Docker docker;
    private final Daemon daemon;
    private final Path state;

    /** The engine behind that door. */
    public DockerEngine(Settings settings, Docker docker) {
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

    /** Whether the engine is one that the sandbox started; it may be dead. */
    public boolean isOurs() {
        return daemon.lives() || (!docker.answers() && Files.exists(state.resolve("data")));
    }

    @Override
    public State look() {
        if (!docker.answers()) {
            return new State.Missing("no Docker engine answers at " + settings.dockerSocket());
        }
        var version = docker.api().versionCmd().exec().getVersion();
        return new State.Up("engine " + version + " at " + settings.dockerSocket()
                + (daemon.lives() ? "" : ", which was here before the sandbox"));
    }

    @Override
    public void up(Step step) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new SandboxException("no Docker engine answers at " + settings.dockerSocket()
                    + ", and starting one needs root. Start Docker, or run ./cc-ci with sudo.");
        }
        daemon.stop();
        clearRunTimeState();
        step.doing("starting dockerd");
        daemon.start(words(), Map.of("PATH", pathForDocker()), Duration.ofSeconds(30), docker::answers);
    }

    @Override
    public String down(Step step) {
        if (!isOurs()) {
            return "";
        }
        step.doing("stopping dockerd");
        var stopped = daemon.stop();
        clearRunTimeState();
        Bridges.remove(step);
        return stopped == 0 ? "" : "stopped";
    }

    private List<String> words() {
        return List.of(
                Programs.need("dockerd", "docker.io").toString(),
                "--data-root",
                state.resolve("data").toString(),
                "--exec-root",
                state.resolve("exec").toString(),
                "--pidfile",
                state.resolve("dockerd.pid").toString(),
                "--host",
                settings.dockerHost(),
                "--ip",
                Settings.LOOPBACK);
    }

    /** A killed engine leaves processes, mounts, sockets and pid files that would confuse the next one. */
    private void clearRunTimeState() {
        new Orphans(Path.of("/proc"), state.resolve("data").resolve("containers")).end();
        Mounts.release(state);
        SandboxFolder.deleteTree(state.resolve("exec"));
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
