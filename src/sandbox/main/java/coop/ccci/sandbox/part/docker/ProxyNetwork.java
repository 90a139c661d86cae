package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.model.Network;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The overlay network {@code proxy} that joins every recipe with Traefik. */
public final class ProxyNetwork implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final String NAME = "proxy";
    private static final Duration ALLOCATION_TIMEOUT = Duration.ofSeconds(20);

    private final OneNodeSwarm swarm;
    private final DockerConnection docker;

    /** Creates the network in that swarm. */
    public ProxyNetwork(OneNodeSwarm swarm, DockerConnection docker) {
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
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        return find().map(ProxyNetwork::stateOf).orElseGet(() -> PartState.missing("there is no network " + NAME));
    }

    @Override
    public void up(ProgressReporter reporter) {
        if (find().isEmpty()) {
            docker.api()
                    .createNetworkCmd()
                    .withName(NAME)
                    .withDriver("overlay")
                    .withAttachable(true)
                    .withLabels(docker.label())
                    .exec();
        }
        WAITER.until(ALLOCATION_TIMEOUT, () -> inspect().isUp());
    }

    @Override
    public String down(ProgressReporter reporter) {
        var ours = docker.answers()
                ? find().filter(network -> docker.isOurs(network.getLabels()))
                : Optional.<Network>empty();
        if (ours.isEmpty()) {
            return "";
        }
        docker.api().removeNetworkCmd(ours.get().getId()).exec();
        WAITER.until(Duration.ofSeconds(10), () -> find().isEmpty());
        return "removed";
    }

    /** Between its creation and its allocation by the swarm a network of the swarm has no driver. */
    static PartState stateOf(Network network) {
        var isOfSwarm = "swarm".equals(network.getScope());
        if (isOfSwarm && (network.getDriver() == null || network.getDriver().isEmpty())) {
            return PartState.missing("the swarm has not set the network " + NAME + " up yet");
        }
        return isOfSwarm && "overlay".equals(network.getDriver())
                ? PartState.up("overlay " + NAME)
                : PartState.blocked("there is a network " + NAME + " that is no overlay of a swarm, and recipes need"
                        + " that name. Remove or rename it: docker network inspect " + NAME + " shows who uses it.");
    }

    private Optional<Network> find() {
        return docker.api().listNetworksCmd().withNameFilter(NAME).exec().stream()
                .filter(network -> network.getName().equals(NAME))
                .findFirst();
    }
}
