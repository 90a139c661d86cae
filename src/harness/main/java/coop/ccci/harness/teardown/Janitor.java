package coop.ccci.harness.teardown;

import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.host.ProcessesByMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the apps of runs that died without tearing down, and does it for them, holding their lock meanwhile. An app
 * whose lock is held belongs to a run that lives, and is left alone; so is one that a run was asked to keep, for a while.
 */
public final class Janitor {
    /** The stage's name in events. */
    public static final String STAGE = "janitor";

    /** No app is kept for longer. */
    public static final Duration KEEPS = Duration.ofHours(1);

    private static final Duration SWEEP = Duration.ofSeconds(60);

    private final Zone zone;
    private final Swarm swarm;
    private final AppLocks locks;
    private final Path servers;
    private final Removal removal;
    private final Recorder recorder;
    private final Clock clock;

    /**
     * Makes ready to look.
     *
     * @param servers abra's folder of servers
     */
    public Janitor(
            Zone zone, Swarm swarm, AppLocks locks, Path servers, Recorder recorder, Stopwatch stopwatch, Clock clock) {
        this.zone = zone;
        this.swarm = swarm;
        this.locks = locks;
        this.servers = servers;
        this.removal = new Removal(swarm, servers, stopwatch);
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * Tears down what dead runs left. What cannot be removed stays registered for the next janitor and is told, but
     * does not keep this run from going on.
     *
     * @return one sentence for people
     * @throws RunException of the environment when Docker or the lock folder cannot be used
     * @throws CancelledException when the deadline is over first
     */
    public String clean(Deadline deadline) {
        return clean(deadline, false);
    }

    /**
     * As {@link #clean(Deadline)}.
     *
     * @param keptToo whether apps that are kept are torn down too
     */
    public String clean(Deadline deadline, boolean keptToo) {
        var reaped = 0;
        var living = 0;
        var kept = 0;
        for (var app : candidates()) {
            try (var lock = locks.tryTake(app).orElse(null)) {
                if (lock == null) {
                    living++;
                } else if (!keptToo && isKept(lock)) {
                    kept++;
                } else {
                    reap(app, lock, deadline);
                    reaped++;
                }
            }
        }
        return reaped + " left by dead runs, " + living + " of living runs" + (kept == 0 ? "" : ", " + kept + " kept");
    }

    private boolean isKept(AppLocks.Held lock) {
        var now = clock.instant();
        return lock.keptUntil()
                .filter(until -> until.isAfter(now) && !until.isAfter(now.plus(KEEPS)))
                .isPresent();
    }

    private void reap(RunApp app, AppLocks.Held lock, Deadline deadline) {
        ProcessesByMark.kill(Abra.APP_MARK, app.domain());
        var swept = removal.sweep(app, SWEEP, deadline);
        removal.removeEnvFiles(app);
        if (swept.left().isEmpty()) {
            lock.unregister();
            recorder.note(
                    STAGE,
                    "tore down " + app + ", whose run died: " + swept.removed().size() + " objects");
        } else {
            recorder.note(STAGE, "could not tear down " + app + ", whose run died; still there: " + swept.left());
        }
    }

    private Set<RunApp> candidates() {
        var apps = new TreeSet<>(swarm.everything().keySet());
        apps.addAll(locks.registered(zone));
        if (Files.isDirectory(servers)) {
            try (var files = Files.walk(servers, 2, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".env"))
                        .map(name -> name.substring(0, name.length() - ".env".length()))
                        .forEach(domain -> RunApp.ofDomain(zone, domain).ifPresent(apps::add));
            } catch (IOException e) {
                throw RunException.environment("cannot read " + servers + ": " + e.getMessage(), e);
            }
        }
        return apps;
    }
}
