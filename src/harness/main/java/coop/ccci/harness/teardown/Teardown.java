package coop.ccci.harness.teardown;

import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraException;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject;
import coop.ccci.harness.swarm.StackObject.Kind;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.host.HumanTime;
import coop.ccci.host.Waiter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tears a run's own app down as an operator would, with {@code abra}; removes through Docker what that leaves; then
 * looks for every kind of object. No step keeps a later one from being done, and an {@code abra} that hangs only costs
 * its own time. It has a deadline of its own: neither the run's deadline nor a TERM ends it. Done twice it does no harm:
 * the second time there is nothing to do.
 */
public final class Teardown {
    /** The stage's name in events. */
    public static final String STAGE = "teardown";

    /** As long as all calls of abra together may take: some services take a minute to end. */
    public static final Duration ABRA_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration BY_DOCKER = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LINGERING = Duration.ofSeconds(30);
    private static final Duration SWEEP = Duration.ofSeconds(60);

    private final Swarm swarm;
    private final Abra abra;
    private final Duration byAbra;
    private final Removal removal;
    private final Recorder recorder;

    /**
     * Makes ready to tear down.
     *
     * @param servers abra's folder of servers
     * @param byAbra as long as all calls of abra together may take, for example {@link #ABRA_TIMEOUT}
     */
    public Teardown(Swarm swarm, Abra abra, Path servers, Duration byAbra, Recorder recorder, Stopwatch stopwatch) {
        this.swarm = swarm;
        this.abra = abra;
        this.byAbra = byAbra;
        this.removal = new Removal(swarm, servers, stopwatch);
        this.recorder = recorder;
    }

    /** Tears the app down; never throws for anything that Docker, abra or the disk does. */
    public TeardownOutcome of(RunApp app) {
        try {
            if (!removal.envFiles(app).isEmpty()) {
                attempt(app);
            }
            var swept = removal.sweep(app, SWEEP, Deadline.lasting(BY_DOCKER));
            if (!swept.removed().isEmpty()) {
                recorder.note(STAGE, "abra left behind, and was removed through Docker: " + describe(swept.removed()));
            }
            if (!removal.envFiles(app).isEmpty()) {
                recorder.note(STAGE, "abra left the .env file behind, and it was removed");
                removal.removeEnvFiles(app);
            }
            return new TeardownOutcome(swept.left(), Optional.empty());
        } catch (RunException | UncheckedIOException | CancelledException e) {
            return new TeardownOutcome(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void attempt(RunApp app) {
        try {
            byAbra(app, Deadline.lasting(byAbra));
        } catch (CancelledException e) {
            recorder.note(STAGE, "abra did not end within " + HumanTime.format(byAbra) + " and was killed");
        }
    }

    private void byAbra(RunApp app, Deadline deadline) {
        if (!swarm.leftOf(app, Kind.SERVICE).isEmpty()) {
            attempt(() -> abra.undeploy(app, deadline));
        }
        if (swarm.leftOf(app, Kind.SERVICE).isEmpty()) {
            endContainers(app, deadline);
            if (!swarm.leftOf(app, Kind.VOLUME).isEmpty()) {
                attempt(() -> abra.removeVolumes(app, deadline));
            }
            if (!swarm.leftOf(app, Kind.SECRET).isEmpty()) {
                attempt(() -> abra.removeSecrets(app, deadline));
            }
            attempt(() -> abra.removeApp(app, deadline));
        }
    }

    /**
     * Containers linger for as long as their stop grace period lasts, and hold volumes and networks; nothing in them
     * is worth waiting for.
     */
    private void endContainers(RunApp app, Deadline deadline) {
        Waiter.pausing(deadline::pause, PAUSE).until(LINGERING, () -> {
            var containers = swarm.leftOf(app, Kind.CONTAINER);
            containers.forEach(swarm::remove);
            return containers.isEmpty() || swarm.leftOf(app, Kind.CONTAINER).isEmpty();
        });
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (AbraException e) {
            recorder.note(STAGE, e.getMessage());
            recorder.log(e.lines());
        }
    }

    private static String describe(List<StackObject> objects) {
        return String.join(", ", objects.stream().map(StackObject::toString).toList());
    }
}
