package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of a stack since it was seen to be as it should. A pure function of two observations.
 *
 * @param lost what does not hold any more, a clause for each service: {@code service db: it is gone}
 * @param failures the tasks that failed in between, a clause for each, also where another one took the place since
 */
public record StackDrift(List<String> lost, List<String> failures) {
    /** Copies what could change. */
    public StackDrift {
        lost = List.copyOf(lost);
        failures = List.copyOf(failures);
    }

    /**
     * Compares two observations.
     *
     * @param earlier the services as they were when all of them had converged, with the tasks known then
     * @param later the same stack's services afterwards, with every task that was seen since: swarm itself forgets
     * @param now the time of the later observation by swarm's clock
     */
    public static StackDrift between(List<ServiceState> earlier, List<ServiceState> later, Instant now) {
        var lost = new ArrayList<String>();
        var remaining = later.stream().map(ServiceState::name).toList();
        earlier.stream()
                .map(ServiceState::name)
                .filter(name -> !remaining.contains(name))
                .forEach(name -> lost.add("service " + name + ": it is gone"));
        later.forEach(service -> missing(service, later, now).forEach(lost::add));
        return new StackDrift(lost, failures(earlier, later));
    }

    private static List<String> missing(ServiceState service, List<ServiceState> stack, Instant now) {
        var failed = new FailureRules(service, stack, now).evaluate();
        if (failed.isPresent()) {
            return List.of("service " + service.name() + ": " + failed.get().reason());
        }
        if (ServicePhase.of(service, now) != ServicePhase.COMING || isBetweenTwoRuns(service)) {
            return List.of();
        }
        var newest = service.tasks().stream()
                .filter(TaskState::current)
                .reduce((first, second) -> second)
                .map(task -> "its newest task is " + task.describe())
                .orElse("it has no task");
        return List.of("service " + service.name() + ": "
                + (service.isUpdating()
                        ? "an update of it goes on: " + service.updateMessage()
                        : service.serving() + " of " + service.replicas() + " tasks run, " + newest));
    }

    /** A service that nobody asks may end with 0 and be started again as often as it likes. */
    private static boolean isBetweenTwoRuns(ServiceState service) {
        return !service.mustServe()
                && !service.isUpdating()
                && service.places().stream().flatMap(List::stream).noneMatch(TaskState::isFailed)
                && service.places().stream().anyMatch(place -> place.stream().anyMatch(TaskState::endedWell));
    }

    private static List<String> failures(List<ServiceState> earlier, List<ServiceState> later) {
        var known = earlier.stream()
                .flatMap(service -> service.tasks().stream())
                .collect(Collectors.toMap(TaskState::id, Function.identity(), (first, second) -> second));
        var failures = new ArrayList<String>();
        for (var service : later) {
            service.tasks().stream()
                    .filter(task -> isFault(task, service) && !wasKnown(task, service, known))
                    .filter(task -> !isReplaced(task, service))
                    .forEach(task -> failures.add("service " + service.name() + ": a task " + task.describe()));
        }
        return failures;
    }

    private static boolean wasKnown(TaskState task, ServiceState service, Map<String, TaskState> known) {
        return known.containsKey(task.id()) && isFault(known.get(task.id()), service);
    }

    private static boolean isFault(TaskState task, ServiceState service) {
        return task.isFailed() || (task.endedWell() && service.mustServe());
    }

    /** A task that swarm stopped for a newer one may end with any code: the newer one was made before it ended. */
    private static boolean isReplaced(TaskState task, ServiceState service) {
        return !task.current()
                && !task.isUnhealthy()
                && service.tasks().stream()
                        .anyMatch(other -> other.current()
                                && other.place().equals(task.place())
                                && other.created().isBefore(task.since()));
    }

    /** Returns whether everything is still as it was, and was so in between. */
    public boolean isNone() {
        return lost.isEmpty() && failures.isEmpty();
    }

    /** Returns all of it, one clause after the other. */
    public String describe() {
        var all = new ArrayList<>(lost);
        all.addAll(failures);
        return String.join("; ", all);
    }
}
