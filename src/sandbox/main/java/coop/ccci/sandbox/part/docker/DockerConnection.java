package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection to the Docker engine: its API, and the command line for what only that can ({@code stack deploy}). */
public final class DockerConnection {
    /** On everything that the sandbox creates; the value is the sandbox's folder. */
    public static final String LABEL = "coop.ccci.sandbox";

    private final SandboxSettings settings;
    private final DockerClient api;

    /** Creates a connection that is not opened before it is used. */
    public DockerConnection(SandboxSettings settings) {
        this.settings = settings;
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(settings.dockerHost())
                .withDockerTlsVerify(false)
                .build();
        this.api = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .connectionTimeout(Duration.ofSeconds(5))
                        .responseTimeout(Duration.ofMinutes(5))
                        .build());
    }

    /** Returns the engine's API. */
    public DockerClient api() {
        return api;
    }

    /** Returns whether an engine answers. */
    public boolean answers() {
        try {
            api.pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Returns whether an engine answers that can change its swarm. */
    public boolean isManager() {
        if (!answers()) {
            return false;
        }
        var swarm = api.infoCmd().exec().getSwarm();
        return swarm.getLocalNodeState() == LocalNodeState.ACTIVE && Boolean.TRUE.equals(swarm.getControlAvailable());
    }

    /** Returns a run of the docker command line against this engine. */
    public Subprocess cli(String... words) {
        var run = Subprocess.of(commandLine(List.of(words)));
        environment().forEach(run::with);
        return run;
    }

    /** Returns the words that run a command of the docker command line. */
    public List<String> commandLine(List<String> words) {
        var all = new ArrayList<String>();
        all.add(Executables.require("docker", "docker.io").toString());
        all.addAll(words);
        return all;
    }

    /** Returns the variables with which the docker command line finds this engine. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", settings.dockerHost());
    }

    /** Returns the label that says whose an object is. */
    public Map<String, String> label() {
        return Map.of(LABEL, settings.folder().path().toString());
    }

    /** Returns whether these labels say that this sandbox made the object. */
    public boolean isOurs(Map<String, String> labels) {
        return labels != null && settings.folder().path().toString().equals(labels.get(LABEL));
    }
}
