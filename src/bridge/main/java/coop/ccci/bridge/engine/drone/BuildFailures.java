package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Why builds did not end as runs should. */
final class BuildFailures {
    /** Drone's runner ends a build a little before or after its time-out, counted in whole seconds. */
    private static final Duration TIMEOUT_TOLERANCE = Duration.ofSeconds(10);

    private final Configuration.Drone drone;

    BuildFailures(Configuration.Drone drone) {
        this.drone = drone;
    }

    /** Drone made a build only to say what is wrong. */
    EngineFault inError(Build build) {
        return new EngineFault.PipelineUnusable(drone.repository(), build.error(), page(build));
    }

    /** A build is over by itself, and its run directory is empty. */
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
     * A build was killed in Drone: its time was over, or somebody did it.
     *
     * @param timeout what Drone allows, where it told
     * @param results what the harness wrote nevertheless
     */
    RunObservation early(Build build, Optional<Duration> timeout, Optional<Results> results) {
        return timeout.filter(time -> !time.isZero())
                .filter(time -> build.lasted().compareTo(time.minus(TIMEOUT_TOLERANCE)) >= 0)
                .map(time -> new RunObservation.Stopped(
                        Verdict.TIMED_OUT,
                        new EngineFault.BuildTimedOut(build.number(), time, drone.repository()),
                        results))
                .orElseGet(() -> new RunObservation.Stopped(
                        Verdict.CANCELLED, new EngineFault.BuildCancelled(build.number()), results));
    }

    private URI page(Build build) {
        return URI.create(drone.url() + "/" + drone.repository() + "/" + build.number());
    }
}
