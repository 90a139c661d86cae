package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.RunDirectoryInspector;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.http.CamelTransport;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Drone build each run. What a harness shows in its run directory, which Drone's runner shares with the bridge,
 * counts first, and Drone is asked only about a run that has not shown itself there or that ended before its time: a
 * harness goes on, and its results count, while Drone is down.
 */
public final class DroneEngine implements Engine {
    /** A harness that Drone ends within its first seconds may still be about to show itself. */
    static final Duration SETTLE_TIME = Duration.ofSeconds(15);

    /** A launched run of which nothing was heard for so long after its deadline is given up. */
    static final Duration LOST_BUILD_TIMEOUT = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(DroneEngine.class);

    private final Configuration.Engine settings;
    private final Builds builds;
    private final DroneDiagnostics diagnostics;
    private final DroneHealth health;
    private final BuildCreation creation;
    private final Clock clock;

    /**
     * Builds in the configured repository.
     *
     * @param drone the one of the settings
     */
    public DroneEngine(
            Configuration.Engine settings, Configuration.Drone drone, CamelTransport transport, Clock clock) {
        this(settings, drone, transport, transport::toException, clock);
    }

    /**
     * As the other one, over any transport.
     *
     * @param problems says what went wrong with a request as the transport says it, of the request and the exception
     */
    DroneEngine(
            Configuration.Engine settings,
            Configuration.Drone drone,
            RestRequest.Transport transport,
            BiFunction<String, Exception, RuntimeException> problems,
            Clock clock) {
        this.settings = settings;
        this.health = new DroneHealth();
        this.builds = new Builds(transport, drone.repository(), health);
        this.diagnostics = new DroneDiagnostics(builds, drone);
        this.creation = new BuildCreation(builds, diagnostics, health, problems);
        this.clock = clock;
    }

    /** Returns what the transport must know of the configured Drone. */
    public static CamelTransport.Api api(Configuration.Drone drone) {
        return new CamelTransport.Api(
                "Drone",
                "direct:drone-request",
                drone.url(),
                "DRONE_URL",
                "/api",
                "Bearer " + drone.token().value(),
                "the minute's requests to Drone (DRONE_REQUESTS_PER_MINUTE)",
                drone.requestsPerMinute(),
                DroneEngine::isOwnError,
                EngineUnavailableException.class,
                EngineUnavailableException::new);
    }

    /** Drone itself answers 500 with a sentence when the repository has no {@code .drone.yml}, for one. */
    private static boolean isOwnError(RestResponse response) {
        return response.status() == 500 && response.body().path("message").isTextual();
    }

    /** Returns the steps of the route {@code drone-create-build}. */
    public BuildCreation creation() {
        return creation;
    }

    @Override
    public String name() {
        return "drone";
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    /**
     * Does the step of the route {@code check-drone} that asks Drone who the bridge is to it.
     *
     * @return why it would not take a run
     * @throws EngineUnavailableException when it does not answer, which health knows then
     */
    public Optional<EngineFault> checkAccount() {
        return diagnostics.checkAccount();
    }

    /**
     * Does the step that asks it for the repository.
     *
     * @return why it would not take a run
     * @throws EngineUnavailableException when it does not answer, which health knows then
     */
    public Optional<EngineFault> checkRepository() {
        return diagnostics.checkRepository();
    }

    /** Does the step that remembers for health why Drone would not take a run; empty when it would. */
    public void remember(Optional<EngineFault> fault) {
        health.obstacle(fault);
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(health.problems());
        problems.addAll(RunDirectoryInspector.problems(settings.runs()));
        return problems;
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineUnavailableException when only Drone could tell of a run that was never launched, and cannot be asked now
     */
    @Override
    public RunObservation inspect(Run run) {
        var seen = look(run);
        return isToBeAsked(run, seen) ? ask(run, seen) : seen;
    }

    /** Does the first step of the route {@code drone-observe}: returns what the run's harness shows. */
    public RunObservation look(Run run) {
        return RunDirectoryInspector.of(directory(run));
    }

    /** Returns whether Drone knows better: of a run that has not shown itself, or that somebody else has ended. */
    public boolean isToBeAsked(Run run, RunObservation seen) {
        return seen.refine(
                        finished -> wasEndedByOthers(run, finished) ? new RunObservation.Absent() : finished,
                        RunObservation.Absent::new)
                .isAbsent();
    }

    /**
     * Does the step that asks Drone for the run's build.
     *
     * @throws EngineUnavailableException as {@link #inspect} does
     */
    public RunObservation ask(Run run, RunObservation seen) {
        return seen.refine(finished -> whoEnded(run, finished), () -> inspectBuild(run));
    }

    private RunObservation inspectBuild(Run run) {
        try {
            return builds.find(run).map(build -> inspect(run, build)).orElseGet(RunObservation.Absent::new);
        } catch (DroneRefusedException e) {
            return new RunObservation.Died(diagnostics.fault(e));
        } catch (EngineUnavailableException e) {
            return unknown(run, e);
        }
    }

    private RunObservation inspect(Run run, Build build) {
        if (!build.status().isOver()) {
            return build.status() == Build.Status.RUNNING
                    ? new RunObservation.Running()
                    : new RunObservation.Starting();
        }
        // Read after the build was seen over: what its harness wrote is all there then.
        return look(run)
                .refine(
                        finished -> wasEndedByOthers(run, finished) ? stopped(build, Optional.of(finished)) : finished,
                        () -> endedWithoutResults(run, build));
    }

    private RunObservation endedWithoutResults(Run run, Build build) {
        if (build.status() != Build.Status.KILLED) {
            return new RunObservation.Died(diagnostics.withoutResults(build, directory(run)));
        }
        return build.endedAgo().compareTo(SETTLE_TIME) < 0
                ? new RunObservation.Running()
                : stopped(build, Optional.empty());
    }

    /** The harness says that somebody ended it, and the bridge did not. */
    private static boolean wasEndedByOthers(Run run, RunObservation.Finished finished) {
        return finished.results().verdict() == Verdict.CANCELLED && run.stop().isEmpty();
    }

    private RunObservation whoEnded(Run run, RunObservation.Finished finished) {
        try {
            return builds.find(run)
                    .filter(build -> build.status() == Build.Status.KILLED)
                    .map(build -> stopped(build, Optional.of(finished)))
                    .orElse(finished);
        } catch (DroneRefusedException | EngineUnavailableException e) {
            LOG.warn("who ended the run is not known run={}: {}", run.id(), e.getMessage());
            return finished;
        }
    }

    private RunObservation stopped(Build build, Optional<RunObservation.Finished> finished) {
        if (build.status() != Build.Status.KILLED && finished.isPresent()) {
            return finished.get();
        }
        return diagnostics.early(
                build,
                builds.repository().map(Builds.CiRepository::timeout),
                finished.map(RunObservation.Finished::results));
    }

    /** A run that was launched goes on whether Drone answers or not, but not for ever. */
    private RunObservation unknown(Run run, EngineUnavailableException problem) {
        var launch = run.launch().orElseThrow(() -> problem);
        return clock.instant().isAfter(launch.deadline().plus(LOST_BUILD_TIMEOUT))
                ? new RunObservation.Died(new EngineFault.BuildUnknown(String.valueOf(problem.getMessage())))
                : new RunObservation.Running();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Drone takes the build's shell away, the kernel tells the harness, and the run is over when that has torn down.
     * What Drone does not hear now is said again when the bridge asks again.
     */
    @Override
    public void cancel(Run run) {
        try {
            builds.find(run).filter(build -> !build.status().isOver()).ifPresent(build -> cancel(run, build));
        } catch (DroneRefusedException | EngineUnavailableException e) {
            LOG.warn("build not cancelled yet run={}: {}", run.id(), e.getMessage());
        }
    }

    private void cancel(Run run, Build build) {
        try {
            builds.cancel(build.number());
        } catch (DroneRefusedException | EngineUnavailableException e) {
            LOG.warn("build not cancelled yet run={} build={}: {}", run.id(), build.number(), e.getMessage());
        }
    }

    /** {@inheritDoc} Reaches a harness on the bridge's own machine only; elsewhere its own deadline ends it. */
    @Override
    public void kill(Run run) {
        cancel(run);
        RunDirectoryInspector.lockHolders(directory(run)).forEach(ProcessHandle::destroyForcibly);
    }

    private RunDirectory directory(Run run) {
        return RunDirectory.of(settings.runs(), run.id());
    }
}
