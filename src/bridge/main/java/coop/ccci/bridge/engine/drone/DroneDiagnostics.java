package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.reason.EngineFault;
import java.util.Optional;

/** Finds out what keeps Drone from building a run. */
final class DroneDiagnostics {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Builds builds;
    private final String repository;

    DroneDiagnostics(Builds builds, String repository) {
        this.builds = builds;
        this.repository = repository;
    }

    /** Asks Drone who the bridge is to it, and for the repository. */
    Optional<EngineFault> check() {
        try {
            builds.login();
            return builds.repository().map(this::inactive).orElseGet(() -> Optional.of(unknown()));
        } catch (DroneRefusedException e) {
            return Optional.of(fault(e));
        }
    }

    /** Returns why Drone refused. */
    EngineFault fault(DroneRefusedException problem) {
        return switch (problem.status()) {
            case UNAUTHORIZED -> new EngineFault.TokenRejected();
            case FORBIDDEN -> new EngineFault.RightMissing(repository, problem.getMessage());
            case NOT_FOUND -> missing(problem);
            default -> new EngineFault.RequestRefused(problem.getMessage());
        };
    }

    /** Returns why Drone answered with no build at all. */
    EngineFault noPipeline() {
        return new EngineFault.NoPipeline(repository);
    }

    /** Drone has the same answer for everything that it does not find. */
    private EngineFault missing(DroneRefusedException problem) {
        try {
            return builds.repository()
                    .map(found -> inactive(found)
                            .orElseGet(() -> new EngineFault.NothingToBuild(repository, problem.getMessage())))
                    .orElseGet(this::unknown);
        } catch (DroneRefusedException e) {
            return new EngineFault.RequestRefused(e.getMessage());
        }
    }

    private Optional<EngineFault> inactive(Builds.CiRepository found) {
        return found.isActive() ? Optional.empty() : Optional.of(new EngineFault.RepositoryInactive(repository));
    }

    private EngineFault unknown() {
        return new EngineFault.RepositoryUnknown(repository);
    }
}
