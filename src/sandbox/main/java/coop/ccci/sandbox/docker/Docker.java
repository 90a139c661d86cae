package coop.ccci.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.process.Command;
import coop.ccci.sandbox.process.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The door to the Docker engine: its API, and the command line for what only that can ({@code stack deploy}). */
public final class Docker {
    /** On everything that the sandbox creates; the value is the sandbox's folder. */
    public static final String LABEL = "coop.ccci.sandbox";

    private final Settings settings;
    private final DockerClient api;

    /** A door that is not opened before it is used. */
    public Docker(Settings settings) {
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

    /** The engine's API. */
    public DockerClient api() {
        return api;
    }

    /** Whether an engine answers. */
    public boolean answers() {
        try {
            api.pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether an engine answers that can change its swarm. */
    public boolean isManager() {
        if (!answers()) {
            return false;
        }
        var swarm = api.infoCmd().exec().getSwarm();
        return swarm.getLocalNodeState() == LocalNodeState.ACTIVE && Boolean.TRUE.equals(swarm.getControlAvailable());
    }

    /** A run of the docker command line against this engine. */
    public Command cli(String... words) {
        var all = new ArrayList<String>();
        all.add(Programs.need("docker", "docker.io").toString());
        all.addAll(List.of(words));
        return Command.of(all).with("DOCKER_HOST", settings.dockerHost());
    }

    /** The label that says whose an object is. */
    public Map<String, String> label() {
        return Map.of(LABEL, settings.folder().path().toString());
    }

    /** Whether these labels say that this sandbox made the object. */
    public boolean isOurs(Map<String, String> labels) {
        return labels != null && settings.folder().path().toString().equals(labels.get(LABEL));
    }
}
