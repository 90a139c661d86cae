package coop.ccci.sandbox.part.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Service;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whole stacks with everything that carries their name: services, containers, networks, volumes, secrets, configs. */
public final class Stacks {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final String NAMESPACE = "com.docker.stack.namespace";
    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(40);

    private final DockerConnection docker;

    /** Creates the stacks of that engine's swarm. */
    public Stacks(DockerConnection docker) {
        this.docker = docker;
    }

    /** Returns the names of the stacks that have a service, a network, a volume or a secret, and match. */
    public List<String> find(Predicate<String> wanted) {
        var names = new TreeSet<String>();
        labels().map(labels -> labels.get(NAMESPACE)).filter(Objects::nonNull).forEach(names::add);
        return names.stream().filter(wanted).toList();
    }

    /**
     * Removes everything of one stack and waits until it is gone.
     *
     * @throws SandboxException when something of it does not go
     */
    public void remove(String stack) {
        services(stack)
                .forEach(service ->
                        docker.api().removeServiceCmd(service.getId()).exec());
        if (!WAITER.until(REMOVAL_TIMEOUT, () -> containers(stack).isEmpty())) {
            throw new SandboxException("containers of the stack " + stack + " do not end: " + containers(stack));
        }
        var api = docker.api();
        api.listSecretsCmd().exec().stream()
                .filter(secret -> belongs(
                        stack, secret.getSpec().getName(), secret.getSpec().getLabels()))
                .forEach(secret -> api.removeSecretCmd(secret.getId()).exec());
        api.listConfigsCmd().exec().stream()
                .filter(config -> config.getSpec().getName().startsWith(stack + "_"))
                .forEach(config -> api.removeConfigCmd(config.getId()).exec());
        if (!WAITER.until(REMOVAL_TIMEOUT, () -> withoutVolumes(stack) && withoutNetworks(stack))) {
            throw new SandboxException("volumes or networks of the stack " + stack + " are still in use");
        }
    }

    private boolean withoutVolumes(String stack) {
        var volumes = docker.api().listVolumesCmd().exec().getVolumes();
        return volumes == null
                || volumes.stream()
                        .filter(volume -> belongs(stack, volume.getName(), volume.getLabels()))
                        .map(volume -> removed(() ->
                                docker.api().removeVolumeCmd(volume.getName()).exec()))
                        .reduce(true, Boolean::logicalAnd);
    }

    private boolean withoutNetworks(String stack) {
        return docker.api().listNetworksCmd().exec().stream()
                .filter(network -> belongs(stack, network.getName(), network.getLabels()))
                .map(network -> removed(
                        () -> docker.api().removeNetworkCmd(network.getId()).exec()))
                .reduce(true, Boolean::logicalAnd);
    }

    /** Just after a task's end its volumes and networks are still in use for a moment. */
    private static boolean removed(Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (DockerException inUse) {
            return false;
        }
    }

    private List<Service> services(String stack) {
        return docker.api().listServicesCmd().exec().stream()
                .filter(service -> service.getSpec() != null
                        && belongs(
                                stack,
                                service.getSpec().getName(),
                                service.getSpec().getLabels()))
                .toList();
    }

    private List<String> containers(String stack) {
        return docker
                .api()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(NAMESPACE, stack))
                .exec()
                .stream()
                .map(container -> container.getId())
                .toList();
    }

    private Stream<Map<String, String>> labels() {
        var api = docker.api();
        var volumes = api.listVolumesCmd().exec().getVolumes();
        return Stream.of(
                        api.listServicesCmd().exec().stream()
                                .map(service -> service.getSpec().getLabels()),
                        api.listNetworksCmd().exec().stream().map(network -> network.getLabels()),
                        volumes == null
                                ? Stream.<Map<String, String>>empty()
                                : volumes.stream().map(volume -> volume.getLabels()),
                        api.listSecretsCmd().exec().stream()
                                .map(secret -> secret.getSpec().getLabels()))
                .flatMap(each -> each)
                .filter(Objects::nonNull);
    }

    /** Secrets that abra makes have no label but the stack's name in front (seen on abra 0.13). */
    private static boolean belongs(String stack, String name, Map<String, String> labels) {
        return (labels != null && stack.equals(labels.get(NAMESPACE))) || name.startsWith(stack + "_");
    }
}
