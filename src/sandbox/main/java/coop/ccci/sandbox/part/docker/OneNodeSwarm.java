package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.api.model.SwarmSpec;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A swarm of one node. One that is there already is used for the sandbox's own objects; otherwise one is made that
 * listens on 127.0.0.1 only, and left again.
 *
 * <p>Ports that services publish in {@code mode: host} are opened by the network {@code docker_gwbridge}; made before
 * the swarm, with a host binding of its own, it opens them on 127.0.0.1 (tried on Docker 20.10).
 */
public final class OneNodeSwarm implements Part {
    private static final String GATEWAY = "docker_gwbridge";
    private static final String BINDING = "com.docker.network.bridge.host_binding_ipv4";

    private final DockerDaemon engine;
    private final DockerConnection docker;
    private final Path record;

    /** Creates the swarm of that engine. */
    public OneNodeSwarm(SandboxSettings settings, DockerDaemon engine, DockerConnection docker) {
        this.engine = engine;
        this.docker = docker;
        this.record = settings.folder().docker().resolve("swarm");
    }

    @Override
    public String name() {
        return "swarm";
    }

    @Override
    public List<Part> needs() {
        return List.of(engine);
    }

    @Override
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        var swarm = info();
        return switch (swarm.getLocalNodeState()) {
            case INACTIVE -> PartState.missing("this engine is in no swarm");
            case ACTIVE -> Boolean.TRUE.equals(swarm.getControlAvailable()) ? manager(swarm) : worker();
            default ->
                PartState.blocked("this engine's swarm is " + swarm.getLocalNodeState()
                        + ". Look at it with: docker info; a swarm that is locked wants: docker swarm unlock.");
        };
    }

    @Override
    public void up(ProgressReporter reporter) {
        makeGateway();
        if (info().getLocalNodeState() == LocalNodeState.ACTIVE) {
            return;
        }
        reporter.doing("making a swarm of one node");
        docker.api()
                .initializeSwarmCmd(new SwarmSpec().withName("default"))
                .withListenAddr(SandboxSettings.LOOPBACK + ":2377")
                .withAdvertiseAddr(SandboxSettings.LOOPBACK)
                .exec();
        remember(cluster());
    }

    @Override
    public String down(ProgressReporter reporter) {
        if (!docker.answers()) {
            return "";
        }
        var ours = info().getLocalNodeState() == LocalNodeState.ACTIVE && isOurs();
        if (ours) {
            reporter.doing("leaving the swarm");
            docker.api().leaveSwarmCmd().withForceEnabled(true).exec();
            forget();
        }
        removeGateway(reporter);
        return ours ? "left" : "";
    }

    private PartState manager(SwarmInfo swarm) {
        if (gatewayIsOpen()) {
            return PartState.blocked("this engine's swarm was here before the sandbox, and its network " + GATEWAY
                    + " opens published ports to the whole network, where the sandbox stays on 127.0.0.1. Leave that"
                    + " swarm if nothing needs it, with docker swarm leave --force and docker network rm " + GATEWAY
                    + ", or use another machine.");
        }
        if (gateway().isEmpty()) {
            return PartState.missing("its network " + GATEWAY + " is not there yet");
        }
        return PartState.up("manager of a swarm of " + swarm.getNodes() + (swarm.getNodes() == 1 ? " node" : " nodes")
                + (isOurs() ? "" : ", which was here before the sandbox"));
    }

    private static PartState worker() {
        return PartState.blocked("this engine is a worker in somebody else's swarm, where the sandbox can deploy"
                + " nothing. Use another machine, or leave that swarm with: docker swarm leave.");
    }

    private boolean isOurs() {
        try {
            return engine.isOurs()
                    || (Files.exists(record) && Files.readString(record).equals(cluster()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String cluster() {
        return docker.api().inspectSwarmCmd().exec().getId();
    }

    private SwarmInfo info() {
        return docker.api().infoCmd().exec().getSwarm();
    }

    private void makeGateway() {
        if (gatewayIsOpen()) {
            throw new SandboxException("the network " + GATEWAY + " is here already and opens published ports to the"
                    + " whole network, where the sandbox stays on 127.0.0.1. If nothing needs it, remove it with:"
                    + " docker network rm " + GATEWAY + "; else use another machine.");
        }
        if (gateway().isEmpty()) {
            var options = new HashMap<String, String>();
            options.put(BINDING, SandboxSettings.LOOPBACK);
            options.put("com.docker.network.bridge.name", GATEWAY);
            options.put("com.docker.network.bridge.enable_icc", "false");
            options.put("com.docker.network.bridge.enable_ip_masquerade", "true");
            docker.api()
                    .createNetworkCmd()
                    .withName(GATEWAY)
                    .withDriver("bridge")
                    .withOptions(options)
                    .withLabels(docker.label())
                    .exec();
        }
    }

    private boolean gatewayIsOpen() {
        return gateway()
                .filter(network -> network.getOptions() == null
                        || !SandboxSettings.LOOPBACK.equals(network.getOptions().get(BINDING)))
                .isPresent();
    }

    private void removeGateway(ProgressReporter reporter) {
        var ours = gateway().filter(network -> docker.isOurs(network.getLabels()));
        try {
            ours.ifPresent(
                    network -> docker.api().removeNetworkCmd(network.getId()).exec());
        } catch (DockerException inUse) {
            reporter.note("the network " + GATEWAY + " stays, because somebody else's swarm uses it by now");
        }
    }

    private Optional<Network> gateway() {
        try {
            return Optional.of(
                    docker.api().inspectNetworkCmd().withNetworkId(GATEWAY).exec());
        } catch (NotFoundException absent) {
            return Optional.empty();
        }
    }

    private void remember(String cluster) {
        try {
            Files.createDirectories(record.getParent());
            Files.writeString(record, cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
