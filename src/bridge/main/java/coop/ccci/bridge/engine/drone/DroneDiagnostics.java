package coop.ccci.bridge.engine.drone;

import java.util.Optional;

/** What keeps Drone from building a run, in sentences that say what to do. */
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
    Optional<String> check() {
        try {
            builds.login();
            return builds.repository().map(this::inactive).orElseGet(() -> Optional.of(unknown()));
        } catch (DroneRefusedException e) {
            return Optional.of(describe(e));
        }
    }

    /** Why Drone refused. */
    String describe(DroneRefusedException problem) {
        return switch (problem.status()) {
            case UNAUTHORIZED -> "Drone does not take DRONE_TOKEN: give an API token of an account there that is valid";
            case FORBIDDEN ->
                "the account of DRONE_TOKEN may not do that in Drone: give it write access to " + repository + " ("
                        + problem.getMessage() + ")";
            case NOT_FOUND -> missing(problem);
            default -> problem.getMessage();
        };
    }

    /** Why Drone answered with no build at all. */
    String noPipeline() {
        return "Drone made no build: .drone.yml on the default branch of " + repository
                + " has no pipeline for the event custom, or the account that activated it there is no more active";
    }

    /** Drone has the same answer for everything that it does not find. */
    private String missing(DroneRefusedException problem) {
        try {
            return builds.repository()
                    .map(found -> inactive(found)
                            .orElse("Drone finds nothing to build in " + repository
                                    + ": does its default branch exist? (" + problem.getMessage() + ")"))
                    .orElseGet(this::unknown);
        } catch (DroneRefusedException e) {
            return e.getMessage();
        }
    }

    private Optional<String> inactive(Builds.CiRepository found) {
        return found.isActive()
                ? Optional.empty()
                : Optional.of("the repository " + repository + " is not activated in Drone: activate it there");
    }

    private String unknown() {
        return "Drone does not know the repository " + repository
                + ": correct CI_REPO, or synchronise in Drone as an account that sees it";
    }
}
