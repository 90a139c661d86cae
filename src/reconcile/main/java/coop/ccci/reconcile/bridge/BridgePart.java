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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A stack of the bridge's image: the image, its secrets, and its services with a digest of all that they are made of as a
 * label. The bridge with its ledger is one, the dashboard another.
 */
public final class BridgePart implements HostPart {
    /** Whose tasks are of the image. */
    private static final List<String> SERVICES = List.of("cc-ci_bridge", "cc-ci-dashboard_dashboard");

    private final PartName name;
    private final BridgeWish wish;
    private final BiFunction<BridgeWish, LedgerSecrets, OwnStack> stacks;
    private final SwarmCalls docker;
    private final OutsideView outside;

    private BridgePart(
            PartName name,
            BridgeWish wish,
            BiFunction<BridgeWish, LedgerSecrets, OwnStack> stacks,
            SwarmCalls docker,
            OutsideView outside) {
        this.name = name;
        this.wish = wish;
        this.stacks = stacks;
        this.docker = docker;
        this.outside = outside;
    }

    /** Returns the bridge with its ledger. */
    public static BridgePart bridge(BridgeWish wish, SwarmCalls docker, OutsideView outside) {
        return new BridgePart(PartName.BRIDGE, wish, BridgeStack::new, docker, outside);
    }

    /** Returns the dashboard, which the bridge comes before. */
    public static BridgePart dashboard(BridgeWish wish, SwarmCalls docker, OutsideView outside) {
        return new BridgePart(PartName.DASHBOARD, wish, DashboardStack::new, docker, outside);
    }

    /** Returns the name of the stack of such a part. */
    public static String stack(PartName name) {
        return name == PartName.BRIDGE ? BridgeStack.NAME : DashboardStack.NAME;
    }

    @Override
    public PartName name() {
        return name;
    }

    @Override
    public Optional<Difference> difference() {
        require(SwarmPart.PROXY, PartName.SWARM);
        if (name == PartName.DASHBOARD) {
            require(OwnStack.LEDGER_NETWORK, PartName.BRIDGE);
        }
        var ledger = LedgerSecrets.of(docker.secrets());
        var stack = stacks.apply(wish, ledger);
        stack.requireSound();
        if (!docker.hasImage(wish.reference())) {
            return Optional.of(new Difference(
                    "the engine does not have the image " + wish.reference(),
                    "loaded the image " + wish.reference(),
                    () -> docker.load(wish.archive())));
        }
        return ledger.missing()
                .map(this::madeUp)
                .or(() -> missingSecret(stack))
                .or(() -> deployment(stack))
                .or(() -> oldSecret(stack))
                .or(this::oldImage);
    }

    @Override
    public Optional<String> problem() {
        return StackStanding.problem(stack(name), docker.services(stack(name))).or(outside::problem);
    }

    private void require(String network, PartName maker) {
        if (docker.network(network).isEmpty()) {
            throw new PartException(
                    "there is no network " + network + "; cc-ci host reconcile " + maker.text() + " makes it");
        }
    }

    private Difference madeUp(String secret) {
        return new Difference(
                "the swarm has no password of the ledger",
                "made up the secret " + secret,
                () -> docker.createSecret(secret, LedgerSecrets.password()));
    }

    private Optional<Difference> missingSecret(OwnStack stack) {
        var present = docker.secrets();
        return stack.secrets().entrySet().stream()
                .filter(secret -> !present.contains(secret.getKey()))
                .findFirst()
                .map(secret -> new Difference(
                        "the secret " + secret.getKey() + " is not in the swarm",
                        "put the secret " + secret.getKey() + " into the swarm",
                        () -> docker.createSecret(secret.getKey(), secret.getValue())));
    }

    private Optional<Difference> deployment(OwnStack stack) {
        var services = docker.services(stack.name());
        if (services.stream().anyMatch(service -> !service.labels().containsKey(OwnStack.WISH))) {
            throw new PartException(
                    "there is a stack " + stack.name() + " that cc-ci did not deploy; remove it, or give"
                            + " it another name: docker stack rm " + stack.name());
        }
        var digest = stack.digest();
        var isAsWished = services.size() == stack.services().size()
                && services.stream()
                        .allMatch(service -> digest.equals(service.labels().get(OwnStack.WISH)));
        return isAsWished
                ? Optional.empty()
                : Optional.of(new Difference(
                        services.isEmpty() ? "it is not deployed" : "what is deployed is not what is wished",
                        "deployed the " + name.text(),
                        () -> docker.deploy(stack.name(), stack.text())));
    }

    private Optional<Difference> oldSecret(OwnStack stack) {
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
                .filter(image -> docker.containersOf(image, SERVICES).isEmpty())
                .findFirst()
                .map(image -> new Difference(
                        "the image " + image + " is not used any more",
                        "removed the image " + image,
                        () -> removeImage(image)));
    }

    private void removeImage(String image) {
        docker.removeEndedTasks(image, SERVICES);
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
