package coop.ccci.harness.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Since when a service has had all that it may depend on. Swarm knows no order among the services of a stack, so each
 * other service counts as one that it needs.
 */
final class OtherServices {
    /** A database without a health check counts as running long before it answers. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    /** A service that failed so often is in trouble itself and no longer waited for. */
    static final int FAILING = 2;

    private final ServiceState service;
    private final List<ServiceState> stack;
    private final Instant now;

    OtherServices(ServiceState service, List<ServiceState> stack, Instant now) {
        this.service = service;
        this.stack = stack;
        this.now = now;
    }

    /** Returns those tasks whose end nothing but the service itself explains; none while that is not certain. */
    List<TaskState> aloneAtFault(List<TaskState> tasks) {
        var others = stack.stream()
                .filter(other -> !other.name().equals(service.name()))
                .toList();
        if (others.isEmpty()) {
            return tasks;
        }
        var latest = Instant.EPOCH;
        for (var other : others) {
            var there = thereSince(other);
            if (there.isEmpty()) {
                return List.of();
            }
            latest = there.get().isAfter(latest) ? there.get() : latest;
        }
        if (Duration.between(latest, now).compareTo(SETTLED) < 0) {
            return List.of();
        }
        var since = latest;
        return tasks.stream().filter(task -> !task.created().isBefore(since)).toList();
    }

    /** Empty while it may still come. */
    private Optional<Instant> thereSince(ServiceState other) {
        if (ServicePhase.of(other, now) == ServicePhase.COMING) {
            var failed = other.tasks().stream()
                    .filter(task -> task.current() && task.isFailed())
                    .count();
            return failed >= FAILING ? Optional.of(Instant.EPOCH) : Optional.empty();
        }
        return Optional.of(other.tasks().stream()
                .filter(task -> task.current() && (task.serves() || task.endedWell()))
                .map(TaskState::since)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH));
    }
}
