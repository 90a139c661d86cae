package coop.ccci.sandbox.canary;

import coop.ccci.contract.RunDirectory;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.docker.DockerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container that somebody starts by hand on a network of the app while the run goes on, so that swarm cannot take the
 * network away. It ends by itself after five minutes, whatever becomes of us.
 */
final class NetworkHolder implements HarnessRun.RunObserver, AutoCloseable {
    private static final String LIFETIME_SECONDS = "300";

    private final DockerConnection docker;
    private final String network;
    private final String image;
    private final Pattern domain;
    private Optional<String> blocked = Optional.empty();
    private Optional<String> container = Optional.empty();

    /**
     * Makes ready to block.
     *
     * @param network as the recipe calls it
     * @param image of the container; it has a {@code sleep}
     * @param zone the DNS zone of runs' apps
     */
    NetworkHolder(DockerConnection docker, String network, String image, String zone) {
        this.docker = docker;
        this.network = network;
        this.image = image;
        this.domain = Pattern.compile("[a-z0-9-]{1,4}-[0-9a-f]{6}\\." + Pattern.quote(zone));
    }

    /** Puts a container on the network of the app as soon as there is one. */
    @Override
    public void poll(RunDirectory run) {
        if (container.isPresent()) {
            return;
        }
        var wanted = domain(run).map(found -> found.replace('.', '_') + "_" + network);
        if (wanted.isPresent() && networks().contains(wanted.get())) {
            var words = new ArrayList<>(List.of("run", "--detach", "--rm", "--network", wanted.get()));
            docker.label().forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
            words.addAll(List.of(image, "sleep", LIFETIME_SECONDS));
            blocked = wanted;
            container = docker.cli(words.toArray(String[]::new)).run().lines().reduce((earlier, later) -> later);
        }
    }

    /** Returns the network that was blocked; empty when the app never had it. */
    Optional<String> blocked() {
        return blocked;
    }

    /** Returns whether a network of that name is there. */
    boolean isThere(String name) {
        return networks().contains(name);
    }

    @Override
    public void close() {
        takeAway();
    }

    /** Takes the container away; asked twice it does nothing the second time. */
    void takeAway() {
        try {
            container.ifPresent(id -> docker.cli("rm", "--force", id).run());
        } catch (SandboxException gone) {
            // it has ended by itself, and --rm took it away
            return;
        } finally {
            container = Optional.empty();
        }
    }

    private List<String> networks() {
        return docker.cli("network", "ls", "--format", "{{.Name}}")
                .run()
                .lines()
                .toList();
    }

    private Optional<String> domain(RunDirectory run) {
        if (!Files.exists(run.log())) {
            return Optional.empty();
        }
        try {
            var found = domain.matcher(Files.readString(run.log()));
            return found.find() ? Optional.of(found.group()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
