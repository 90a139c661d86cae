package coop.ccci.harness.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a stack is what its specification says, by swarm's own words: a pure function of what was seen. N of N
 * replicas alone say nothing, because right after a redeploy the old tasks still count.
 */
public sealed interface Convergence {
    /** So many tasks of one place that failed one after another never come up. */
    int HOPELESS_FAILURES = 4;

    /** So many tasks that could not even be made: an image that cannot be had, a mount that cannot be made. */
    int HOPELESS_REJECTIONS = 3;

    /** A task that waits this long for a place that swarm says there is none of does not get one. */
    Duration HOPELESS_PENDING = Duration.ofSeconds(30);

    /** Everything that should run runs, and no update goes on. */
    record Reached() implements Convergence {}

    /**
     * Not yet.
     *
     * @param services those that are not there yet
     */
    record Awaited(List<String> services) implements Convergence {
        /** Copies what could change. */
        public Awaited {
            services = List.copyOf(services);
        }
    }

    /**
     * It can never come.
     *
     * @param service the service that cannot
     * @param reason one sentence
     */
    record Hopeless(String service, String reason) implements Convergence {}

    /**
     * Judges a stack.
     *
     * @param services all of its services with every task that was ever seen
     * @param now the time by swarm's clock
     */
    static Convergence of(List<ServiceState> services, Instant now) {
        for (var service : services) {
            var hopeless = hopeless(service, now);
            if (hopeless.isPresent()) {
                return new Hopeless(service.name(), hopeless.get());
            }
        }
        var missing = services.stream()
                .filter(service -> service.serving() < service.replicas() || service.isUpdating())
                .map(ServiceState::name)
                .toList();
        return missing.isEmpty() && !services.isEmpty() ? new Reached() : new Awaited(missing);
    }

    private static Optional<String> hopeless(ServiceState service, Instant now) {
        if (service.update().startsWith("rollback_") && !service.isUpdating()) {
            return Optional.of("swarm took the update back: " + service.updateMessage());
        }
        if (service.serving() >= service.replicas()) {
            return Optional.empty();
        }
        if (service.update().equals("paused")) {
            return Optional.of("swarm paused the update: " + service.updateMessage());
        }
        return service.tasks().stream()
                .filter(TaskState::current)
                .map(TaskState::place)
                .distinct()
                .map(place -> service.tasks().stream()
                        .filter(task -> task.current() && task.place().equals(place))
                        .sorted(Comparator.comparing(TaskState::created))
                        .toList())
                .map(tasks -> hopelessPlace(service, tasks, now))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> hopelessPlace(ServiceState service, List<TaskState> tasks, Instant now) {
        var rejected = count(tasks, task -> task.state().equals("rejected"));
        if (rejected >= HOPELESS_REJECTIONS) {
            return Optional.of("swarm could not make its task " + rejected + " times: " + lastFault(tasks));
        }
        var failed = count(tasks, TaskState::isFailed);
        if (failed >= HOPELESS_FAILURES) {
            return Optional.of("its task failed " + failed + " times without ever staying up: " + lastFault(tasks));
        }
        var last = tasks.get(tasks.size() - 1);
        if (last.state().equals("complete") && !service.restart().equals("any")) {
            return Optional.of("its task ended with exit code 0, by itself or because it was unhealthy, and the restart"
                    + " condition \"" + service.restart() + "\" never starts it again");
        }
        if (last.isFailed() && service.restart().equals("none")) {
            return Optional.of(
                    "its task failed, and the restart condition \"none\" never starts it again: " + last.shown());
        }
        if (last.state().equals("pending")
                && !last.error().isEmpty()
                && Duration.between(last.since(), now).compareTo(HOPELESS_PENDING) > 0) {
            return Optional.of("swarm finds no place for its task: " + last.error());
        }
        return Optional.empty();
    }

    private static long count(List<TaskState> tasks, Predicate<TaskState> kind) {
        return tasks.stream().filter(kind).count();
    }

    private static String lastFault(List<TaskState> tasks) {
        return tasks.stream()
                .filter(TaskState::isFailed)
                .reduce((earlier, later) -> later)
                .map(TaskState::shown)
                .orElse("");
    }
}
