package coop.ccci.bridge.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host looked like a moment ago.
 *
 * @param at when
 * @param docker why Docker cannot be asked; empty when it can
 * @param memory of the machine, in bytes
 * @param disk of the file system with the run directories, in bytes
 * @param apps the apps of runs that are there
 * @param others how many other containers there are
 * @param sweep why what dead runs left could not be swept away; empty when it could
 */
public record HostState(
        Instant at,
        Optional<String> docker,
        Room memory,
        Room disk,
        List<RunningApp> apps,
        int others,
        Optional<String> sweep) {
    private static final int MIN_DISK_PERCENT = 5;

    /** Copies the list. */
    public HostState {
        apps = List.copyOf(apps);
    }

    /**
     * How much there is of something, and how much of it is free.
     *
     * @param total in bytes
     * @param free in bytes
     */
    public record Room(long total, long free) {
        /** Returns how much is free of a hundred; 100 where nothing is known. */
        public int percentFree() {
            return total <= 0 ? 100 : (int) (100 * free / total);
        }
    }

    /**
     * An app that a run has deployed.
     *
     * @param run the number of the run
     * @param stack the app's stack
     * @param services what it is made of
     */
    public record RunningApp(String run, String stack, List<RunningService> services) {
        /** Copies the list. */
        public RunningApp {
            services = List.copyOf(services);
        }
    }

    /**
     * A container of a service.
     *
     * @param service the service, without its stack's name
     * @param state Docker's word, such as {@code running}
     * @param status Docker's words about it, such as {@code Up 3 minutes (healthy)}
     * @param memory what it uses, in bytes; 0 where that is not known
     */
    public record RunningService(String service, String state, String status, long memory) {}

    /** Returns what keeps runs from going well, one sentence each; empty when nothing does. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        docker.ifPresent(problems::add);
        sweep.ifPresent(problems::add);
        if (disk.percentFree() < MIN_DISK_PERCENT) {
            problems.add("the file system of CCCI_RUNS_DIR has " + disk.percentFree()
                    + " % left: remove images with docker image prune, or lower CCCI_KEEP_RUNS and CCCI_RUNS_SIZE");
        }
        return List.copyOf(problems);
    }
}
