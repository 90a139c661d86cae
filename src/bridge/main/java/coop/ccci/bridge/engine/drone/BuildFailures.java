package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.time.Duration;
import java.util.Optional;

/** What is said of builds that did not end as runs should. */
final class BuildFailures {
    /** Drone's runner ends a build a little before or after its time-out, counted in whole seconds. */
    private static final Duration TIMEOUT_TOLERANCE = Duration.ofSeconds(10);

    private final Configuration.Drone drone;

    BuildFailures(Configuration.Drone drone) {
        this.drone = drone;
    }

    /** Drone made a build only to say what is wrong. */
    String inError(Build build) {
        return "Drone cannot use .drone.yml of " + drone.repository() + ": "
                + build.error().orElse("it does not say why, see " + page(build));
    }

    /** A build is over by itself, and its run directory is empty. */
    String withoutResults(Build build, RunDirectory directory) {
        return switch (build.status()) {
            case SUCCESS ->
                "Drone's build " + build.number() + " succeeded, and there are no results in " + directory.path()
                        + ": CCCI_RUNS_DIR must be the same folder for the bridge and for Drone's runner";
            case FAILURE ->
                "Drone's build " + build.number() + " failed"
                        + (build.exitCode().isPresent()
                                ? " (exit code " + build.exitCode().getAsInt() + ")"
                                : "")
                        + " and left nothing in " + directory.path() + ": read " + page(build);
            default ->
                "Drone's build " + build.number() + " ended as "
                        + build.status().code()
                        + build.error().map(text -> " (" + text + ")").orElse("") + ": read " + page(build);
        };
    }

    /**
     * A build was killed in Drone: its time was over, or somebody did it.
     *
     * @param timeout what Drone allows, where it told
     * @param results what the harness wrote nevertheless
     */
    RunObservation early(Build build, Optional<Duration> timeout, Optional<Results> results) {
        var isTimedOut = timeout.filter(time -> !time.isZero())
                .filter(time -> build.lasted().compareTo(time.minus(TIMEOUT_TOLERANCE)) >= 0)
                .isPresent();
        return isTimedOut
                ? new RunObservation.Stopped(
                        Verdict.TIMED_OUT,
                        "Drone ended its build " + build.number() + " after "
                                + timeout.get().toMinutes() + " minutes, which is the time-out of " + drone.repository()
                                + " there",
                        results)
                : new RunObservation.Stopped(
                        Verdict.CANCELLED, "its build " + build.number() + " was cancelled in Drone", results);
    }

    private String page(Build build) {
        return drone.url() + "/" + drone.repository() + "/" + build.number();
    }
}
