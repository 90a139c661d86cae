package coop.ccci.reconcile.swarm;

import coop.ccci.reconcile.part.PartException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the services of a stack do their work. */
public final class StackStanding {
    private static final Set<String> UNDER_WAY = Set.of("updating", "rollback_started");
    private static final Set<String> GIVEN_UP = Set.of("paused", "rollback_paused", "rollback_completed");

    private StackStanding() {}

    /**
     * Returns the first service that is not there yet, in a sentence; empty when all are.
     *
     * @throws PartException when an update was given up, which does not mend itself
     */
    public static Optional<String> problem(String stack, List<ServiceStanding> services) {
        if (services.isEmpty()) {
            return Optional.of("the stack " + stack + " has no services");
        }
        for (var service : services) {
            if (GIVEN_UP.contains(service.update())) {
                throw new PartException("the last update of the service " + service.name() + " went wrong ("
                        + service.update() + "); docker service ps --no-trunc " + service.name() + " says why");
            }
        }
        return services.stream()
                .filter(service -> service.running() < service.desired() || UNDER_WAY.contains(service.update()))
                .findFirst()
                .map(service -> "of the service " + service.name() + " " + service.running() + " of "
                        + service.desired() + " tasks run"
                        + (service.update().isEmpty() ? "" : ", its update is " + service.update()));
    }
}
