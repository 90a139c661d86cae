package coop.ccci.reconcile.bridge;

import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.part.Difference;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.OutsideView;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.swarm.StackStanding;
import coop.ccci.reconcile.swarm.SwarmCalls;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.util.Optional;

/** The bridge: its image, its secrets, and the swarm service with a digest of all that it is made of as a label. */
public final class BridgePart implements HostPart {
    private final BridgeWish wish;
    private final SwarmCalls docker;
    private final OutsideView outside;

    /** Creates the part. */
    public BridgePart(BridgeWish wish, SwarmCalls docker, OutsideView outside) {
        this.wish = wish;
        this.docker = docker;
        this.outside = outside;
    }

    @Override
    public PartName name() {
        return PartName.BRIDGE;
    }

    @Override
    public Optional<Difference> difference() {
        if (docker.network(SwarmPart.PROXY).isEmpty()) {
            throw new PartException("there is no network " + SwarmPart.PROXY + "; cc-ci host reconcile swarm makes it");
        }
        if (!docker.hasImage(wish.reference())) {
            return Optional.of(new Difference(
                    "the engine does not have the image " + wish.reference(),
                    "loaded the image " + wish.reference(),
                    () -> docker.load(wish.archive())));
        }
        var stack = new BridgeStack(wish);
        return missingSecret(stack)
                .or(() -> deployment(stack))
                .or(() -> oldSecret(stack))
                .or(this::oldImage);
    }

    @Override
    public Optional<String> problem() {
        return StackStanding.problem(BridgeStack.NAME, docker.services(BridgeStack.NAME))
                .or(outside::problem);
    }

    private Optional<Difference> missingSecret(BridgeStack stack) {
        var present = docker.secrets();
        return stack.secrets().entrySet().stream()
                .filter(secret -> !present.contains(secret.getKey()))
                .findFirst()
                .map(secret -> new Difference(
                        "the secret " + secret.getKey() + " is not in the swarm",
                        "put the secret " + secret.getKey() + " into the swarm",
                        () -> docker.createSecret(secret.getKey(), secret.getValue())));
    }

    private Optional<Difference> deployment(BridgeStack stack) {
        var services = docker.services(BridgeStack.NAME);
        if (services.stream().anyMatch(service -> !service.labels().containsKey(BridgeStack.WISH))) {
            throw new PartException("there is a stack " + BridgeStack.NAME + " that cc-ci did not deploy; remove it, or"
                    + " give it another name: docker stack rm " + BridgeStack.NAME);
        }
        var digest = stack.digest();
        var isAsWished =
                services.size() == 1 && digest.equals(services.get(0).labels().get(BridgeStack.WISH));
        return isAsWished
                ? Optional.empty()
                : Optional.of(new Difference(
                        services.isEmpty() ? "it is not deployed" : "what is deployed is not what is wished",
                        "deployed the bridge",
                        () -> docker.deploy(BridgeStack.NAME, stack.text())));
    }

    private Optional<Difference> oldSecret(BridgeStack stack) {
        var current = stack.secrets().keySet();
        return docker.secrets().stream()
                .filter(stack::isOurSecret)
                .filter(secret -> !current.contains(secret))
                .findFirst()
                .map(secret -> new Difference(
                        "the secret " + secret + " is not used any more",
                        "removed the secret " + secret,
                        () -> remove(secret)));
    }

    /** An image that somebody still runs, or looks at what it left, stays: it is no fault, and the next time it may be gone. */
    private Optional<Difference> oldImage() {
        return docker.images(wish.image()).stream()
                .filter(image -> !image.equals(wish.reference()))
                .filter(image -> docker.containersOf(image, BridgeStack.SERVICE).isEmpty())
                .findFirst()
                .map(image -> new Difference(
                        "the image " + image + " is not used any more",
                        "removed the image " + image,
                        () -> removeImage(image)));
    }

    private void removeImage(String image) {
        docker.removeEndedTasks(image, BridgeStack.SERVICE);
        if (!docker.removeImage(image)) {
            throw new PartException("the image " + image + " cannot be removed; something else uses it");
        }
    }

    private void remove(String secret) {
        if (!docker.removeSecret(secret)) {
            throw new PartException("the secret " + secret + " cannot be removed; something else uses it");
        }
    }
}
