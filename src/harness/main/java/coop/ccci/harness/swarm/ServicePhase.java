package coop.ccci.harness.swarm;

import java.time.Duration;
import java.time.Instant;

/** How far swarm is with a service. A pure function of what was seen. */
public enum ServicePhase {
    /** What should run runs, and no update goes on. */
    RUNNING,
    /** Its tasks ended well, and that is what they were for. */
    DONE,
    /** Nobody wants a task of it: {@code replicas: 0}. */
    UNWANTED,
    /** It is global, and no node fits it. */
    NOWHERE,
    /** Not yet. */
    COMING;

    /**
     * A task that took the place of one that failed is believed after this long: between two crashes a container
     * without a health check counts as running.
     */
    static final Duration STEADY = Duration.ofSeconds(3);

    /** Swarm makes the tasks of a service within this time; before, a global service has none either. */
    static final Duration TASKS_MADE = Duration.ofSeconds(5);

    /**
     * Finds out how far a service is.
     *
     * @param now the time by swarm's clock
     */
    public static ServicePhase of(ServiceState service, Instant now) {
        if (service.isUpdating()) {
            return COMING;
        }
        if (service.replicas() == 0) {
            return withoutTasks(service, now);
        }
        var ended = service.ended();
        if (service.serving() + ended < service.replicas() || isShaky(service, now)) {
            return COMING;
        }
        return ended >= service.replicas() ? DONE : RUNNING;
    }

    private static ServicePhase withoutTasks(ServiceState service, Instant now) {
        if (!service.plan().mode().isGlobal()) {
            return UNWANTED;
        }
        return Duration.between(service.plan().changed(), now).compareTo(TASKS_MADE) < 0 ? COMING : NOWHERE;
    }

    private static boolean isShaky(ServiceState service, Instant now) {
        return service.places().stream().anyMatch(place -> {
            var hasEnded = place.stream().anyMatch(task -> task.isFailed() || task.endedWell());
            return hasEnded
                    && place.stream()
                            .filter(TaskState::serves)
                            .anyMatch(
                                    task -> Duration.between(task.since(), now).compareTo(STEADY) < 0);
        });
    }
}
