package coop.ccci.abra.swarm;

import coop.ccci.abra.process.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Removes volumes; the containers of an undeployed stack hold them for some seconds. */
public final class Volumes {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final DockerCli docker;

    /** The volumes of a server. */
    public Volumes(DockerCli docker) {
        this.docker = docker;
    }

    /**
     * Removes volumes.
     *
     * @param isForced whether {@code docker volume rm} gets {@code --force}
     * @throws FatalException when one is still in use after 20 s
     */
    public void remove(List<String> names, boolean isForced) {
        for (var name : names) {
            var arguments = new ArrayList<>(List.of("volume", "rm"));
            if (isForced) {
                arguments.add("--force");
            }
            arguments.add(name);
            var refusal = new AtomicReference<>("");
            if (!Poll.until(() -> isRemoved(arguments, refusal), MAX_WAIT)) {
                throw new FatalException("cannot remove volume " + name + ": " + refusal.get()
                        + "; undeploy what uses it and try again");
            }
        }
    }

    private boolean isRemoved(List<String> arguments, AtomicReference<String> refusal) {
        var result = docker.call(arguments).result();
        if (result.exit() == 0) {
            return true;
        }
        refusal.set(result.errors().strip());
        if (!refusal.get().contains("volume is in use")) {
            throw new FatalException("cannot remove a volume: " + refusal.get());
        }
        return false;
    }
}
