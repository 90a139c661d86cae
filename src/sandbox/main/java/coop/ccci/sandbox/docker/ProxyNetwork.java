package coop.ccci.sandbox.docker;

import com.github.dockerjava.api.model.Network;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The overlay network {@code proxy} that joins every recipe with Traefik. */
public final class ProxyNetwork implements Part {
    private static final String NAME = "proxy";
    private static final Duration ALLOCATED = Duration.ofSeconds(20);

    private final Swarm swarm;
    private final Docker docker;

    /** The network in that swarm. */
    public ProxyNetwork(Swarm swarm, Docker docker) {
        this.swarm = swarm;
        this.docker = docker;
    }

    @Override
    public String name() {
        return "proxy network";
    }

    @Override
    public List<Part> needs() {
        return List.of(swarm);
    }

    @Override
    public State look() {
        if (!docker.answers()) {
            return new State.Missing("no Docker engine answers");
        }
        return find().<State>map(ProxyNetwork::judge).orElseGet(() -> new State.Missing("there is no network " + NAME));
    }

    @Override
    public void up(Step step) {
        if (find().isEmpty()) {
            docker.api()
                    .createNetworkCmd()
                    .withName(NAME)
                    .withDriver("overlay")
                    .withAttachable(true)
                    .withLabels(docker.label())
                    .exec();
        }
        Daemon.await(ALLOCATED, () -> look() instanceof State.Up);
    }

    @Override
    public String down(Step step) {
        var ours = docker.answers()
                ? find().filter(network -> docker.isOurs(network.getLabels()))
                : Optional.<Network>empty();
        if (ours.isEmpty()) {
            return "";
        }
        docker.api().removeNetworkCmd(ours.get().getId()).exec();
        Daemon.await(Duration.ofSeconds(10), () -> find().isEmpty());
        return "removed";
    }

    /** Between its creation and its allocation by the swarm a network of the swarm has no driver. */
    static State judge(Network network) {
        var isOfSwarm = "swarm".equals(network.getScope());
        if (isOfSwarm && (network.getDriver() == null || network.getDriver().isEmpty())) {
            return new State.Missing("the swarm has not set the network " + NAME + " up yet");
        }
        return isOfSwarm && "overlay".equals(network.getDriver())
                ? new State.Up("overlay " + NAME)
                : new State.Blocked("there is a network " + NAME + " that is no overlay of a swarm, and recipes need"
                        + " that name. Remove or rename it: docker network inspect " + NAME + " shows who uses it.");
    }

    private Optional<Network> find() {
        return docker.api().listNetworksCmd().withNameFilter(NAME).exec().stream()
                .filter(network -> network.getName().equals(NAME))
                .findFirst();
    }
}
