package coop.ccci.reconcile.swarm;

import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.part.Difference;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.swarm.SwarmCalls.NetworkState;
import java.util.Optional;

/**
 * A swarm of one node, and the overlay network {@value #PROXY} that joins every recipe with the proxy. A swarm or a network
 * that is there is never left, changed or made anew.
 */
public final class SwarmPart implements HostPart {
    /** The network that recipes of Co-op Cloud name. */
    public static final String PROXY = "proxy";

    /** What an engine says while it still finds its swarm, as after a boot; that is waited for. */
    private static final String PENDING = "pending";

    private final SwarmCalls docker;
    private final String advertiseAddress;

    /** Creates the part. */
    public SwarmPart(SwarmCalls docker, String advertiseAddress) {
        this.docker = docker;
        this.advertiseAddress = advertiseAddress;
    }

    @Override
    public PartName name() {
        return PartName.SWARM;
    }

    @Override
    public Optional<Difference> difference() {
        var node = docker.node();
        if (node.state().equals("inactive")) {
            return Optional.of(new Difference(
                    "this engine is in no swarm",
                    "made a swarm of one node",
                    () -> docker.initialise(advertiseAddress)));
        }
        if (node.state().equals(PENDING)) {
            return Optional.empty();
        }
        if (!node.state().equals("active")) {
            throw new PartException("this engine's swarm is " + node.state()
                    + "; look at it with: docker info. One that is locked wants: docker swarm unlock");
        }
        if (!node.manager()) {
            throw new PartException("this engine is a worker in somebody else's swarm, where nothing can be deployed;"
                    + " leave that swarm with: docker swarm leave");
        }
        var network = docker.network(PROXY);
        network.ifPresent(SwarmPart::requireOverlay);
        return network.isPresent()
                ? Optional.empty()
                : Optional.of(new Difference(
                        "there is no network " + PROXY,
                        "made the overlay network " + PROXY,
                        () -> docker.createOverlay(PROXY)));
    }

    @Override
    public Optional<String> problem() {
        if (docker.node().state().equals(PENDING)) {
            return Optional.of("this engine's swarm is " + PENDING + "; look at it with: docker info");
        }
        var isSetUp = docker.network(PROXY).filter(SwarmPart::isOverlay).isPresent();
        return isSetUp ? Optional.empty() : Optional.of("the swarm has not set the network " + PROXY + " up");
    }

    private static void requireOverlay(NetworkState network) {
        var isBeingMade = network.scope().equals("swarm") && network.driver().isEmpty();
        if (!isBeingMade && !isOverlay(network)) {
            throw new PartException("there is a network " + PROXY + " that is no overlay of a swarm (driver "
                    + network.driver() + "), and recipes need that name; remove it or give it another name:"
                    + " docker network inspect " + PROXY + " shows who uses it");
        }
    }

    private static boolean isOverlay(NetworkState network) {
        return network.scope().equals("swarm") && network.driver().equals("overlay");
    }
}
