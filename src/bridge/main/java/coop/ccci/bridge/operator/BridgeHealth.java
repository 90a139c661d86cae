package coop.ccci.bridge.operator;

import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** The health of what no part of the bridge can tell of itself: the routes, the steps on the ledger's rows, the disk. */
public final class BridgeHealth {
    /** A run clones, compiles and writes its log: with less than this the next one may fail for want of it. */
    static final long MIN_MIB = 1024;

    private static final long MIB = 1024L * 1024;

    private BridgeHealth() {}

    /**
     * Tells whether every route is started: one that somebody stopped stays stopped until it is started again, or the bridge is.
     *
     * @param detail is told how many there are
     * @return a sentence for each route that does not work
     */
    public static List<String> routes(CamelContext context, BiConsumer<String, Object> detail) {
        var problems = new ArrayList<String>();
        for (var route : context.getRoutes()) {
            var status = context.getRouteController().getRouteStatus(route.getRouteId());
            if (status != ServiceStatus.Started) {
                problems.add("the route " + route.getRouteId() + " is "
                        + (status == null ? "unknown" : describe(status)) + " (" + route.getDescription()
                        + "): start it in ./cc-ci hawtio, or start the bridge again");
            }
        }
        detail.accept("routes", context.getRoutes().size());
        return problems;
    }

    private static String describe(ServiceStatus status) {
        return status == ServiceStatus.Stopped || status == ServiceStatus.Suspended
                ? status.name().toLowerCase(Locale.ROOT)
                : "still " + status.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether the steps on the rows of the ledger get on: those that fail again and again, those of forges that the settings
     * name no more, and whether runs are paused.
     *
     * @param forges the keys of the forges that the settings name
     * @param detail is told since when runs are paused
     * @return a sentence for each kind of row that does not get on
     */
    public static List<String> work(Ledger ledger, Set<String> forges, BiConsumer<String, Object> detail) {
        ledger.operation()
                .pause()
                .since()
                .ifPresent(
                        since -> detail.accept("paused since", since + "; ./cc-ci admin resume lets runs start again"));
        var failing = ledger.operation().backlog().failing();
        var problems = new ArrayList<String>();
        add(problems, failing.triggers(), "comments that cannot be decided", "admit-triggers");
        add(problems, failing.queued(), "queued runs that cannot be launched", "launch-runs");
        add(problems, failing.running(), "runs that cannot be watched", "watch-runs");
        add(problems, failing.reports(), "answers that cannot be published", "report-runs or report-triggers");
        add(problems, failing.looks(), "repositories that cannot be looked at", "look-at-repository");
        add(problems, failing.levels(), "changes of level that cannot be told", "tell-level-changes");
        ledger.operation()
                .otherForges()
                .waiting(forges)
                .forEach((forge, waiting) -> problems.add("what the ledger has of the forge " + forge
                        + " waits, which the settings name no more (" + waiting
                        + "): name it in FORGES again, or end it for good by "
                        + "./cc-ci admin abandon " + forge));
        return problems;
    }

    private static void add(List<String> problems, int count, String what, String route) {
        if (count > 0) {
            problems.add(count + " " + what + ", " + Backlog.FAILING_AFTER + " times in a row or more: the log of "
                    + route + " says why, on its lines with \"to be tried again\"");
        }
    }

    /**
     * Tells whether there is room where runs are written.
     *
     * @param folder the folder of the runs
     * @param detail is told how much there is
     * @return a sentence when there is too little
     */
    public static List<String> disk(Path folder, BiConsumer<String, Object> detail) {
        return disk(folder, BridgeHealth::freeBytes, detail);
    }

    /**
     * As {@link #disk(Path, BiConsumer)}, of any disk.
     *
     * @param freeBytes returns how much is free where a folder is; below 0 when that cannot be told
     */
    static List<String> disk(Path folder, ToLongFunction<Path> freeBytes, BiConsumer<String, Object> detail) {
        var bytes = freeBytes.applyAsLong(folder);
        if (bytes < 0) {
            return List.of("the disk of CCCI_RUNS_DIR cannot be read: look whether it is mounted");
        }
        var free = bytes / MIB;
        detail.accept("free MiB", free);
        return free >= MIN_MIB
                ? List.of()
                : List.of("the disk of CCCI_RUNS_DIR has " + free + " MiB left, runs need " + MIN_MIB
                        + ": docker image prune, or a smaller CCCI_RUNS_SIZE; docs/runbook.md has more");
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
