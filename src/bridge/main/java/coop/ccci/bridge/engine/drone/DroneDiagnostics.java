package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out what keeps Drone from building a run, and why a build did not end as a run should. */
final class DroneDiagnostics {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Drone's runner ends a build a little before or after its time-out, counted in whole seconds. */
    private static final Duration TIMEOUT_TOLERANCE = Duration.ofSeconds(10);

    private final Builds builds;
    private final Configuration.Drone drone;
    private final String repository;

    DroneDiagnostics(Builds builds, Configuration.Drone drone) {
        this.builds = builds;
        this.drone = drone;
        this.repository = drone.repository();
    }

    /** Asks Drone who the bridge is to it. A repository that is public would show itself to a wrong token, too. */
    Optional<EngineFault> checkAccount() {
        return unlessRefused(() -> {
            builds.login();
            return Optional.empty();
        });
    }

    /** Asks Drone for the repository. */
    Optional<EngineFault> checkRepository() {
        return unlessRefused(() -> builds.repository().map(this::inactive).orElseGet(() -> Optional.of(unknown())));
    }

    private Optional<EngineFault> unlessRefused(Supplier<Optional<EngineFault>> question) {
        try {
            return question.get();
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

    /** Returns the fault of a build that Drone made only to say what is wrong. */
    EngineFault inError(Build build) {
        return new EngineFault.PipelineUnusable(repository, build.error(), page(build));
    }

    /** Returns the fault of a build that is over by itself and left an empty run directory. */
    EngineFault withoutResults(Build build, RunDirectory directory) {
        var path = directory.path().toString();
        return switch (build.status()) {
            case SUCCESS -> new EngineFault.BuildWithoutResults(build.number(), path);
            case FAILURE -> {
                var exitCode = build.exitCode();
                yield new EngineFault.BuildFailed(
                        build.number(),
                        exitCode.isPresent() ? Optional.of(exitCode.getAsInt()) : Optional.empty(),
                        path,
                        page(build));
            }
            case BLOCKED, DECLINED, WAITING_ON_DEPENDENCIES, PENDING, RUNNING, SKIPPED, KILLED, ERROR ->
                new EngineFault.BuildEnded(build.number(), build.status().code(), build.error(), page(build));
        };
    }

    /**
     * Returns what became of a build that was killed in Drone: its time was over, or somebody did it.
     *
     * @param timeout what Drone allows, where it told
     * @param results what the harness wrote nevertheless
     */
    RunObservation early(Build build, Optional<Duration> timeout, Optional<Results> results) {
        return timeout.filter(time -> !time.isZero())
                .filter(time -> build.lasted().compareTo(time.minus(TIMEOUT_TOLERANCE)) >= 0)
                .map(time -> new RunObservation.Stopped(
                        Verdict.TIMED_OUT, new EngineFault.BuildTimedOut(build.number(), time, repository), results))
                .orElseGet(() -> new RunObservation.Stopped(
                        Verdict.CANCELLED, new EngineFault.BuildCancelled(build.number()), results));
    }

    private URI page(Build build) {
        return URI.create(drone.url() + "/" + repository + "/" + build.number());
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
