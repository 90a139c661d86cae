package coop.ccci.bridge.engine.drone;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.EngineUnavailable;
import coop.ccci.bridge.engine.FileSlice;
import coop.ccci.bridge.engine.HarnessTrace;
import coop.ccci.bridge.engine.Holders;
import coop.ccci.bridge.engine.Sighting;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Drone build each run. What a harness shows in its run directory, which Drone's runner shares with the bridge,
 * counts first, and Drone is asked only about a run that has not shown itself there or that ended before its time: a
 * harness goes on, and its results count, while Drone is down.
 */
public final class DroneEngine implements Engine {
    /** A harness that Drone ends within its first seconds may still be about to show itself. */
    static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);

    /** A launched run of which nothing was heard for so long after its deadline is given up. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(DroneEngine.class);

    private final Configuration.Engine settings;
    private final Builds builds;
    private final Obstacles obstacles;
    private final DroneStanding standing;
    private final Ended ended;
    private final Clock clock;

    /**
     * Builds in the configured repository.
     *
     * @param drone the one of the settings
     */
    public DroneEngine(Configuration.Engine settings, Configuration.Drone drone, RouteDoor door, Clock clock) {
        this(settings, drone, (Door) door, clock);
    }

    DroneEngine(Configuration.Engine settings, Configuration.Drone drone, Door door, Clock clock) {
        this.settings = settings;
        this.standing = new DroneStanding();
        this.builds = new Builds(door, drone.repository(), standing);
        this.obstacles = new Obstacles(builds, drone.repository());
        this.ended = new Ended(drone);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "drone";
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    /** The step of the route {@code look-at-drone}. */
    public void look() {
        try {
            standing.obstacle(obstacles.look());
        } catch (EngineUnavailable e) {
            LOG.debug("drone does not answer: {}", e.getMessage());
        }
    }

    /** What keeps runs from being built, one sentence each; empty when nothing does. */
    public List<String> problems() {
        return standing.problems();
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineUnavailable when Drone cannot be asked now; whether there is a build shows when it can
     */
    @Override
    public void launch(Run run) {
        try {
            var build = builds.create(run).orElseThrow(() -> new CannotLaunch(obstacles.noPipeline(), null));
            if (build.status() == BuildStatus.ERROR) {
                throw new CannotLaunch(ended.inError(build), null);
            }
            LOG.info("build created run={} build={}", run.id(), build.number());
        } catch (DroneRefused e) {
            throw new CannotLaunch(obstacles.sentence(e), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineUnavailable when only Drone could tell of a run that was never launched, and cannot be asked now
     */
    @Override
    public Sighting inspect(Run run) {
        var seen = HarnessTrace.of(directory(run));
        if (seen instanceof Sighting.Finished finished) {
            return wasEndedByOthers(run, finished) ? whoEnded(run, finished) : finished;
        }
        if (!(seen instanceof Sighting.Absent)) {
            return seen;
        }
        try {
            return builds.find(run).map(build -> inspect(run, build)).orElseGet(Sighting.Absent::new);
        } catch (DroneRefused e) {
            return new Sighting.Died(obstacles.sentence(e));
        } catch (EngineUnavailable e) {
            return unknown(run, e);
        }
    }

    private Sighting inspect(Run run, Build build) {
        if (!build.status().isOver()) {
            return build.status() == BuildStatus.RUNNING ? new Sighting.Running() : new Sighting.Starting();
        }
        // Read after the build was seen over: what its harness wrote is all there then.
        var seen = HarnessTrace.of(directory(run));
        if (seen instanceof Sighting.Finished finished) {
            return wasEndedByOthers(run, finished) ? stopped(build, Optional.of(finished)) : finished;
        }
        if (!(seen instanceof Sighting.Absent)) {
            return seen;
        }
        if (build.status() != BuildStatus.KILLED) {
            return new Sighting.Died(ended.withoutResults(build, directory(run)));
        }
        return build.endedAgo().compareTo(SETTLES_WITHIN) < 0
                ? new Sighting.Running()
                : stopped(build, Optional.empty());
    }

    /** The harness says that somebody ended it, and the bridge did not. */
    private static boolean wasEndedByOthers(Run run, Sighting.Finished finished) {
        return finished.results().verdict() == Verdict.CANCELLED && run.stop().isEmpty();
    }

    private Sighting whoEnded(Run run, Sighting.Finished finished) {
        try {
            return builds.find(run)
                    .filter(build -> build.status() == BuildStatus.KILLED)
                    .map(build -> stopped(build, Optional.of(finished)))
                    .orElse(finished);
        } catch (DroneRefused | EngineUnavailable e) {
            LOG.warn("who ended the run is not known run={}: {}", run.id(), e.getMessage());
            return finished;
        }
    }

    private Sighting stopped(Build build, Optional<Sighting.Finished> finished) {
        if (build.status() != BuildStatus.KILLED && finished.isPresent()) {
            return finished.get();
        }
        return ended.early(
                build, builds.repository().map(CiRepository::timeout), finished.map(Sighting.Finished::results));
    }

    /** A run that was launched goes on whether Drone answers or not, but not for ever. */
    private Sighting unknown(Run run, EngineUnavailable problem) {
        var launch = run.launch().orElseThrow(() -> problem);
        return clock.instant().isAfter(launch.deadline().plus(PATIENCE))
                ? new Sighting.Died("what became of its build could not be learnt in time: " + problem.getMessage())
                : new Sighting.Running();
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
        } catch (DroneRefused | EngineUnavailable e) {
            LOG.warn("build not cancelled yet run={}: {}", run.id(), e.getMessage());
        }
    }

    private void cancel(Run run, Build build) {
        try {
            builds.cancel(build.number());
        } catch (DroneRefused | EngineUnavailable e) {
            LOG.warn("build not cancelled yet run={} build={}: {}", run.id(), build.number(), e.getMessage());
        }
    }

    /** {@inheritDoc} Reaches a harness on the bridge's own machine only; elsewhere its own deadline ends it. */
    @Override
    public void kill(Run run) {
        cancel(run);
        Holders.of(directory(run).lock()).forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public byte[] log(Run run, long offset, int most) {
        return FileSlice.read(directory(run).log(), offset, most);
    }

    private RunDirectory directory(Run run) {
        return RunDirectory.of(settings.runs(), run.id());
    }
}
